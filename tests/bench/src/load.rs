//! Load: wrk for throughput, a fixed rate for latency.

use std::{
    error::Error,
    process::Command,
    time::{Duration, Instant},
};

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
    if text.contains("Non-2xx") || text.contains("Socket errors") {
        return Err(format!("{url}: {text}").into());
    }
    let line = |prefix: &str| {
        text.lines().map(str::trim).find_map(|line| line.strip_prefix(prefix).map(|rest| rest.trim().to_owned()))
    };
    let rate = line("Requests/sec:").and_then(|text| text.parse().ok()).ok_or("wrk printed no rate")?;
    let p99_ms = line("99%").and_then(|text| milliseconds(&text)).ok_or("wrk printed no percentile")?;
    let requests =
        text.lines().find_map(|line| line.trim().split_once(" requests in ")).and_then(|(count, _)| count.parse().ok());
    Ok(Throughput { requests: requests.ok_or("wrk printed no count")?, rate, p99_ms })
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

/// 99th percentile in milliseconds at a fixed rate, each request sent at its own instant whatever the
/// others do.
pub(crate) async fn fixed_rate(
    http: &reqwest::Client,
    urls: &[String],
    token: &str,
    per_second: u32,
    seconds: u32,
) -> Result<f64, Box<dyn Error>> {
    let mut ticks = tokio::time::interval(Duration::from_secs(1) / per_second);
    let mut running = JoinSet::new();
    for url in urls.iter().cycle().take(usize::try_from(per_second * seconds)?) {
        ticks.tick().await;
        let request = http.get(url).bearer_auth(token);
        running.spawn(async move {
            let start = Instant::now();
            let answer = request.send().await.and_then(reqwest::Response::error_for_status);
            match answer {
                Ok(answer) => answer.bytes().await.map(|_| start.elapsed()),
                Err(error) => Err(error),
            }
        });
    }
    let mut times = Vec::new();
    while let Some(done) = running.join_next().await {
        times.push(done??);
    }
    Ok(percentile(times, 99) * 1_000.0)
}

/// A percentile, in seconds.
pub(crate) fn percentile(mut times: Vec<Duration>, percent: usize) -> f64 {
    times.sort_unstable();
    let rank = (times.len() * percent / 100).min(times.len().saturating_sub(1));
    times.get(rank).map_or(f64::NAN, Duration::as_secs_f64)
}
