// An actor comes out of a session only.
use inzage_store::{Actor, Organisation};

fn make(organisation: Organisation) -> Actor {
    Actor { organisation }
}

fn main() {}
