//! The program `inzage`.

fn main() -> std::process::ExitCode {
    inzage_host::commands::main()
}
