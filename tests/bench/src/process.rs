//! Processes measured from outside.

use std::{
    ffi::OsStr,
    fs, io,
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::leftovers::{self, Guard};

/// A process and its children, killed when dropped, or when the bench is told to stop.
pub(crate) struct Process {
    pid: u32,
    _end: Guard,
}

/// Ticks of the kernel in a second, on every Linux that the suite runs on.
const TICKS: f64 = 100.0;

impl Process {
    /// Starts a program; of its output, only what it complains of is wanted.
    pub(crate) fn start<S: AsRef<OsStr>>(
        program: &str,
        args: impl IntoIterator<Item = S>,
        environment: Vec<(String, String)>,
    ) -> io::Result<Self> {
        let mut command = Command::new(program);
        command.args(args).envs(environment);
        leftovers::starting(|| {
            let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
            Ok(Self { pid: child.id(), _end: leftovers::guard(move || end(child)) })
        })
    }

    /// CPU seconds used so far by the process and the children that it still has.
    pub(crate) fn cpu_seconds(&self) -> f64 {
        family(self.pid).into_iter().map(cpu_seconds).sum()
    }

    /// Resident memory in MiB, children included.
    pub(crate) fn memory(&self) -> f64 {
        family(self.pid).into_iter().map(memory).sum()
    }
}

/// CPU seconds used so far by a process and the children that it still has, each with those that it waited for.
pub(crate) fn cpu_seconds_of(pid: u32) -> f64 {
    family(pid).into_iter().map(cpu_seconds).sum()
}

fn family(own: u32) -> Vec<u32> {
    let children = fs::read_to_string(format!("/proc/{own}/task/{own}/children")).unwrap_or_default();
    std::iter::once(own).chain(children.split_whitespace().filter_map(|pid| pid.parse().ok())).collect()
}

fn end(mut child: Child) {
    // SIGTERM first: a master that is killed leaves its workers behind.
    let _ = Command::new("kill").arg(child.id().to_string()).status();
    let limit = Instant::now() + Duration::from_secs(5);
    while Instant::now() < limit && matches!(child.try_wait(), Ok(None)) {
        std::thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
}

fn cpu_seconds(pid: u32) -> f64 {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    // After the name in parentheses, user and system ticks are fields 12 and 13; those of children that ended, the two
    // that follow.
    let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
    let ticks = |rank: usize| fields.get(rank).and_then(|text| text.parse::<f64>().ok()).unwrap_or_default();
    (11..=14).map(ticks).sum::<f64>() / TICKS
}

fn memory(pid: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or_default();
    line.trim().trim_end_matches(" kB").trim().parse::<f64>().unwrap_or_default() / 1024.0
}

/// Waits until a port answers.
pub(crate) fn wait_for_port(port: u16) -> io::Result<()> {
    let end = Instant::now() + Duration::from_secs(20);
    while Instant::now() < end {
        if TcpStream::connect(("127.0.0.1", port)).is_ok() {
            return Ok(());
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    Err(io::Error::other(format!("port {port} does not answer")))
}

/// A binary of the suite, beside this one.
pub(crate) fn binary(name: &str) -> io::Result<String> {
    let beside = std::env::current_exe()?.parent().map(PathBuf::from).unwrap_or_default().join(name);
    Ok(beside.display().to_string())
}
