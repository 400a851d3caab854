//! Load: wrk for throughput, a fixed rate for latency.

use std::{error::Error, process::Command, time::Duration};

use tokio::task::JoinSet;

/// What a saturating load gave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Throughput {
    /// Requests done.
    pub(crate) requests: f64,
    /// Requests a second.
    pub(crate) rate: f64,
    /// 99th percentile, in milliseconds.
    pub(crate) p99_ms: f64,
    /// Requests that were refused or cut, which the rate leaves out.
    pub(crate) failed: f64,
}

/// Saturates `url` with 32 connections for `seconds`.
pub(crate) fn wrk(url: &str, token: &str, seconds: u64, script: Option<&str>) -> Result<Throughput, Box<dyn Error>> {
    wrk_with(32, url, token, seconds, script)
}

/// Saturates `url` with so many connections for `seconds`.
pub(crate) fn wrk_with(
    connections: usize,
    url: &str,
    token: &str,
    seconds: u64,
    script: Option<&str>,
) -> Result<Throughput, Box<dyn Error>> {
    let mut command = Command::new("wrk");
    command.args([
        "-t1",
        &format!("-c{connections}"),
        "--latency",
        &format!("-d{seconds}s"),
        "-H",
        &format!("Authorization: Bearer {token}"),
    ]);
    if let Some(script) = script {
        command.args(["-s", script]);
    }
    let output = command.arg(url).output()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    throughput(&text).map_err(|why| format!("{url}: {why}: {text}").into())
}

/// What wrk printed.
fn throughput(text: &str) -> Result<Throughput, &'static str> {
    let line = |prefix: &str| {
        text.lines().map(str::trim).find_map(|line| line.strip_prefix(prefix).map(|rest| rest.trim().to_owned()))
    };
    let rate: f64 = line("Requests/sec:").and_then(|text| text.parse().ok()).ok_or("wrk printed no rate")?;
    let p99_ms = line("99%").and_then(|text| milliseconds(&text)).ok_or("wrk printed no percentile")?;
    let requests =
        text.lines().find_map(|line| line.trim().split_once(" requests in ")).and_then(|(count, _)| count.parse().ok());
    let requests: f64 = requests.ok_or("wrk printed no count")?;
    let refused: f64 = line("Non-2xx or 3xx responses:").and_then(|text| text.parse().ok()).unwrap_or_default();
    if requests <= refused {
        return Err("no request was answered as it should");
    }
    // `connect 0, read 3, write 0, timeout 1`.
    let cut: f64 = line("Socket errors:")
        .map_or(0.0, |text| text.split(", ").filter_map(|one| one.split_once(' ')?.1.parse::<f64>().ok()).sum());
    let done = requests - refused;
    Ok(Throughput { requests: done, rate: rate * done / requests, p99_ms, failed: refused + cut })
}

fn milliseconds(text: &str) -> Option<f64> {
    if let Some(micros) = text.strip_suffix("us") {
        return micros.parse::<f64>().ok().map(|value| value / 1_000.0);
    }
    if let Some(millis) = text.strip_suffix("ms") {
        return millis.parse().ok();
    }
    text.strip_suffix('s')?.parse::<f64>().ok().map(|value| value * 1_000.0)
}

/// What a load at a fixed rate gave.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Paced {
    /// 99th percentile of those that were answered, in milliseconds.
    pub(crate) p99_ms: f64,
    /// Requests that were refused or cut.
    pub(crate) failed: f64,
}

/// A fixed rate, each request sent at its own instant whatever the others do, and timed from that instant: what waits to be
/// sent is waited for by who asks.
pub(crate) async fn fixed_rate(
    http: &reqwest::Client,
    urls: &[String],
    token: &str,
    per_second: u32,
    seconds: u32,
) -> Result<Paced, Box<dyn Error>> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / per_second);
    let mut running = JoinSet::new();
    for url in urls.iter().cycle().take(usize::try_from(per_second * seconds)?) {
        let due = ticks.tick().await;
        let request = http.get(url).bearer_auth(token);
        running.spawn(async move {
            let answer = request.send().await.and_then(reqwest::Response::error_for_status);
            match answer {
                Ok(answer) => answer.bytes().await.map(|_| due.elapsed()),
                Err(error) => Err(error),
            }
        });
    }
    let (mut times, mut failed, mut last) = (Vec::new(), 0_u32, None);
    while let Some(done) = running.join_next().await {
        match done? {
            Ok(time) => times.push(time),
            Err(error) => (failed, last) = (failed + 1, Some(error)),
        }
    }
    if let Some(error) = last.filter(|_| times.is_empty()) {
        return Err(error.into());
    }
    Ok(Paced { p99_ms: percentile(times, 99) * 1_000.0, failed: failed.into() })
}

/// A percentile, in seconds.
pub(crate) fn percentile(mut times: Vec<Duration>, percent: usize) -> f64 {
    times.sort_unstable();
    let rank = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(rank).map_or(f64::NAN, Duration::as_secs_f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(errors: &str) -> String {
        format!(
            "Running 4s test @ http://127.0.0.1:1/\n  Latency Distribution\n     50%    1.10ms\n     99%    2.50ms\n  \
             8000 requests in 4.00s, 1.20MB read\n{errors}Requests/sec:   2000.00\nTransfer/sec:    300.00KB\n"
        )
    }

    #[test]
    fn a_request_that_fails_is_counted_and_leaves_what_was_measured() {
        let whole = throughput(&printed("")).unwrap();
        assert!((whole.requests - 8_000.0).abs() < 1e-9 && whole.failed.abs() < 1e-9, "{whole:?}");
        let errors = "  Socket errors: connect 0, read 3, write 0, timeout 1\n  Non-2xx or 3xx responses: 2000\n";
        let some = throughput(&printed(errors)).unwrap();
        assert!((some.failed - 2_004.0).abs() < 1e-9 && (some.rate - 1_500.0).abs() < 1e-9, "{some:?}");
        assert!((some.p99_ms - 2.5).abs() < 1e-9);
        assert!(throughput(&printed("  Non-2xx or 3xx responses: 8000\n")).is_err(), "nothing was measured");
    }

    #[tokio::test]
    async fn a_request_at_a_fixed_rate_that_nobody_answers_is_no_figure() {
        let http = runtime::client::http().unwrap();
        let urls = [format!("http://127.0.0.1:{}/", local_servers::free_port().unwrap())];
        assert!(fixed_rate(&http, &urls, "jeton", 100, 1).await.is_err());
    }
}
