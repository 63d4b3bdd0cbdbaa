//! The generator of HTTP requests: one thread, many kept-alive connections, no more parsing than needed, because it
//! shares the machine's cores with what it measures.

use std::cell::RefCell;
use std::net::Ipv4Addr;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail, ensure};
use futures_util::future::join_all;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::figures;

/// A request, ready to be sent, with a mark by which its acknowledgement is known.
pub struct Call {
    pub bytes: Vec<u8>,
    pub mark: u128,
}

/// What a load has seen.
#[derive(Default)]
pub struct Seen {
    pub times: Vec<Duration>,
    /// marks of the calls that were answered as they should be
    pub acknowledged: Vec<u128>,
    pub elapsed: Duration,
}

impl Seen {
    pub fn rate(&self) -> f64 {
        figures::rate(self.times.len(), self.elapsed)
    }

    pub fn quantile(&mut self, thousandths: usize) -> Duration {
        figures::quantile(&mut self.times, thousandths)
    }
}

/// How hard.
#[derive(Clone, Copy)]
pub struct Load {
    pub port: u16,
    pub connections: usize,
    pub time: Duration,
    /// requests a second over all connections; as fast as answers come where there is none
    pub pace: Option<f64>,
}

impl Load {
    /// Sends what `source` gives until the time is over. An answer with another status than `status` ends the run.
    pub fn run(self, status: u16, source: impl FnMut() -> Call) -> Result<Seen> {
        self.run_from(status, |_| Ipv4Addr::LOCALHOST, source)
    }

    /// The same, each connection from an address of this machine.
    pub fn run_from(
        self,
        status: u16,
        address: impl Fn(usize) -> Ipv4Addr,
        source: impl FnMut() -> Call,
    ) -> Result<Seen> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let (seen, source) = (RefCell::new(Seen::default()), RefCell::new(source));
        let began = Instant::now();
        let outcomes = runtime.block_on(join_all((0..self.connections).map(|number| {
            let (seen, source) = (&seen, &source);
            let from = address(number);
            async move {
                let mut connection = Connection::open(self.port, from).await?;
                let step =
                    self.pace.map(|pace| Duration::from_secs_f64(figures::float(self.connections) / pace));
                let mut due = began
                    + step.unwrap_or_default() * u32::try_from(number)? / u32::try_from(self.connections)?;
                while began.elapsed() < self.time {
                    let mut from = Instant::now();
                    if let Some(step) = step {
                        tokio::time::sleep_until(due.into()).await;
                        from = Instant::now();
                        // A timer wakes up to a millisecond late; what is later had to wait for the answer before.
                        if from.duration_since(due) > Duration::from_millis(2) {
                            from = due;
                        }
                        due += step;
                    }
                    let call = (source.borrow_mut())();
                    let got = connection.exchange(&call.bytes).await?;
                    let took = from.elapsed();
                    ensure!(got == status, "answered {got}, not {status}: {}", connection.head());
                    let mut seen = seen.borrow_mut();
                    seen.times.push(took);
                    seen.acknowledged.push(call.mark);
                }
                anyhow::Ok(())
            }
        })));
        outcomes.into_iter().collect::<Result<()>>()?;
        let mut seen = seen.into_inner();
        seen.elapsed = began.elapsed();
        Ok(seen)
    }
}

/// One request and its answer.
pub fn once(port: u16, request: &[u8]) -> Result<Answer> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let mut connection = Connection::open(port, Ipv4Addr::LOCALHOST).await?;
        let status = connection.exchange(request).await?;
        let body = String::from_utf8_lossy(&connection.body).into_owned();
        Ok(Answer { status, head: connection.head(), body })
    })
}

/// An answer as text.
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Answer {
    /// The value of a header; `nth` counts headers of the same name.
    pub fn headers<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.head
            .lines()
            .filter_map(|line| line.split_once(':'))
            .filter(move |(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }
}

struct Connection {
    stream: TcpStream,
    buffer: Vec<u8>,
    head: usize,
    body: Vec<u8>,
}

impl Connection {
    async fn open(port: u16, from: Ipv4Addr) -> Result<Self> {
        let socket = TcpSocket::new_v4()?;
        socket.bind((from, 0).into())?;
        let stream = socket.connect((Ipv4Addr::LOCALHOST, port).into()).await?;
        stream.set_nodelay(true)?;
        Ok(Self { stream, buffer: Vec::with_capacity(128 * 1024), head: 0, body: Vec::new() })
    }

    fn head(&self) -> String {
        String::from_utf8_lossy(self.buffer.get(..self.head).unwrap_or_default()).into_owned()
    }

    async fn more(&mut self) -> Result<()> {
        ensure!(self.stream.read_buf(&mut self.buffer).await? > 0, "the connection was closed");
        Ok(())
    }

    /// Sends and reads the whole answer; gives its status.
    async fn exchange(&mut self, request: &[u8]) -> Result<u16> {
        self.buffer.clear();
        self.body.clear();
        self.stream.write_all(request).await?;
        self.head = loop {
            self.more().await?;
            if let Some(end) = find(&self.buffer, b"\r\n\r\n") {
                break end + 4;
            }
        };
        let (mut length, mut chunked) = (0, false);
        let head = std::str::from_utf8(self.buffer.get(..self.head).unwrap_or_default())?;
        let status: u16 = head.get(9..12).context("no status")?.parse()?;
        for (name, value) in head.lines().filter_map(|line| line.split_once(':')) {
            if name.eq_ignore_ascii_case("content-length") {
                length = value.trim().parse()?;
            } else if name.eq_ignore_ascii_case("transfer-encoding") {
                chunked = true;
            }
        }
        if chunked {
            self.chunks().await?;
        } else {
            while self.buffer.len() < self.head + length {
                self.more().await?;
            }
            self.body.extend_from_slice(self.buffer.get(self.head..).unwrap_or_default());
        }
        Ok(status)
    }

    async fn chunks(&mut self) -> Result<()> {
        let mut at = self.head;
        loop {
            let rest = self.buffer.get(at..).unwrap_or_default();
            let Some(end) = find(rest, b"\r\n") else {
                self.more().await?;
                continue;
            };
            let size = usize::from_str_radix(std::str::from_utf8(rest.get(..end).unwrap_or_default())?, 16)?;
            let from = at + end + 2;
            while self.buffer.len() < from + size + 2 {
                self.more().await?;
            }
            let Some(part) = self.buffer.get(from..from + size) else { bail!("a chunk is cut off") };
            self.body.extend_from_slice(part);
            at = from + size + 2;
            if size == 0 {
                return Ok(());
            }
        }
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes.windows(wanted.len()).position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};

    use super::*;

    #[test]
    fn answers_with_a_length_and_in_chunks_are_read_whole() {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let server = std::thread::spawn(move || {
            for answer in [
                "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhallo",
                "HTTP/1.1 303 See Other\r\nTransfer-Encoding: chunked\r\nLocation: /\r\n\r\n3\r\nhal\r\n2\r\nlo\r\n0\r\n\r\n",
            ] {
                let (mut stream, _) = listener.accept().unwrap();
                let mut asked = [0_u8; 256];
                assert!(stream.read(&mut asked).unwrap() > 0);
                for part in answer.as_bytes().chunks(7) {
                    stream.write_all(part).unwrap();
                    stream.flush().unwrap();
                }
            }
        });
        for status in [200, 303] {
            let answer = once(port, b"GET / HTTP/1.1\r\n\r\n").unwrap();
            assert_eq!((answer.status, answer.body.as_str()), (status, "hallo"));
        }
        server.join().unwrap();
    }
}
