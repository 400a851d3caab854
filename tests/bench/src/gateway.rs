//! The gateway beside HAProxy doing the same verification and nginx doing none: CPU per request of the
//! proxy's own process, for load, proxy and upstream share the cores.

use actix_web::{App, HttpResponse, HttpServer, web};
use auth::{Claims, Cle, Role, Sujet, Titre};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{Algorithm, EncodingKey, Header};
use kernel::{Id, ParticipantId, Service, TerritoireId};
use local_servers::free_port;
use runtime::Peers;
use serde_json::{Value, json};
use std::{
    error::Error,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    leftovers::{self, Guard},
    load::wrk,
    process::{Process, binary, wait_for_port},
    report::{Bound, Report},
};

const ROUNDS: usize = 7;
const SECONDS: u64 = 3;
/// Whose tokens the proxies accept.
const ISSUER: &str = "https://plie.example";
const PATH: &str = "/v1/participants/0195e0f2-3a4b-7c5d-8e6f-9a0b1c2d3e4f";

/// A proxy that runs, with the token that it verifies.
struct Proxy {
    name: &'static str,
    port: u16,
    token: String,
    process: Process,
}

pub(crate) fn measure(report: &mut Report) -> Result<(), Box<dyn Error>> {
    // A private key is in it: it goes with the bench, however that ends.
    let (directory, _end) = leftovers::starting(folder)?;
    let keys = Keys::make(&directory)?;
    let upstream = free_port()?;
    serve_upstream(upstream, keys.jwks.clone())?;
    let proxies = [
        gateway("gateway RS256", &keys.rs256, upstream)?,
        gateway("gateway EdDSA", &keys.eddsa, upstream)?,
        haproxy(&directory, &keys.rs256, upstream)?,
        nginx(&directory, &keys.rs256, upstream)?,
    ];
    for proxy in &proxies {
        wait_for_port(proxy.port)?;
        // Keys, caches and connections warm.
        wrk(&format!("http://127.0.0.1:{}{PATH}", proxy.port), &proxy.token, 1, None)?;
    }
    let mut rounds = Rounds::of(proxies.len());
    let done = rounds.measure(&proxies);
    rounds.tell(report, &proxies);
    done
}

/// A folder of the bench.
fn folder() -> io::Result<(PathBuf, Guard)> {
    let folder = tempfile::Builder::new().prefix("plie-bench").tempdir()?;
    let directory = folder.path().to_owned();
    Ok((directory, leftovers::guard(move || drop(folder))))
}

/// What each proxy did, round by round.
struct Rounds {
    micros: Vec<Vec<f64>>,
    p99: Vec<Vec<f64>>,
    failed: Vec<Vec<f64>>,
}

impl Rounds {
    fn of(proxies: usize) -> Self {
        let none = vec![Vec::new(); proxies];
        Self { micros: none.clone(), p99: none.clone(), failed: none }
    }

    fn measure(&mut self, proxies: &[Proxy]) -> Result<(), Box<dyn Error>> {
        for round in 0..ROUNDS {
            for rank in 0..proxies.len() {
                // Each round starts with another proxy, so that none always follows the same.
                let rank = (rank + round) % proxies.len();
                let Some(proxy) = proxies.get(rank) else { continue };
                let before = proxy.process.cpu_seconds();
                let done = wrk(&format!("http://127.0.0.1:{}{PATH}", proxy.port), &proxy.token, SECONDS, None)?;
                let spent = proxy.process.cpu_seconds() - before;
                push(&mut self.micros, rank, spent * 1e6 / done.requests);
                push(&mut self.p99, rank, done.p99_ms);
                push(&mut self.failed, rank, done.failed);
            }
        }
        Ok(())
    }

    fn tell(self, report: &mut Report, proxies: &[Proxy]) {
        let Self { micros, p99, failed } = self;
        for (((proxy, cpu), latency), failed) in proxies.iter().zip(&micros).zip(p99).zip(failed) {
            report.add(format!("{}: CPU per request", proxy.name), "µs", cpu.clone(), None);
            report.add(format!("{}: p99, 32 connections, saturated", proxy.name), "ms", latency, None);
            report.add_failed(proxy.name, failed);
        }
        // Of the rounds that both came to.
        let ratio = |of: usize, to: usize| -> Vec<f64> {
            let (of, to) = (micros.get(of).cloned().unwrap_or_default(), micros.get(to).cloned().unwrap_or_default());
            of.iter().zip(to).map(|(a, b)| a / b).collect()
        };
        let most = |limit| Some((Bound::AtMost, limit));
        report.add("gateway RS256 / HAProxy RS256, CPU per request", "ratio", ratio(0, 2), most(0.45));
        report.add("gateway RS256 / nginx without JWT, CPU per request", "ratio", ratio(0, 3), most(1.45));
        report.add("gateway EdDSA / nginx without JWT, CPU per request", "ratio", ratio(1, 3), most(1.45));
    }
}

fn push(lists: &mut [Vec<f64>], rank: usize, value: f64) {
    if let Some(list) = lists.get_mut(rank) {
        list.push(value);
    }
}

/// The keys that sign, and a token of each.
struct Keys {
    jwks: Value,
    rs256: String,
    eddsa: String,
}

impl Keys {
    fn make(directory: &Path) -> Result<Self, Box<dyn Error>> {
        let private = directory.join("rsa.pem");
        let public = directory.join("rsa.pub.pem");
        let openssl = |args: &[&str]| Command::new("openssl").args(args).output();
        openssl(&["genrsa", "-out", &private.display().to_string(), "2048"])?;
        openssl(&["rsa", "-in", &private.display().to_string(), "-pubout", "-out", &public.display().to_string()])?;
        let modulus = openssl(&["rsa", "-in", &private.display().to_string(), "-noout", "-modulus"])?;
        let modulus = String::from_utf8(modulus.stdout)?;
        let hexadecimal = modulus.trim().strip_prefix("Modulus=").ok_or("openssl printed no modulus")?;
        let bytes: Result<Vec<u8>, _> = (0..hexadecimal.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(hexadecimal.get(at..at + 2).unwrap_or_default(), 16))
            .collect();
        let rsa = json!({
            "kty": "RSA", "use": "sig", "alg": "RS256", "kid": "rsa", "n": URL_SAFE_NO_PAD.encode(bytes?), "e": "AQAB",
        });
        let eddsa = Cle::generer("eddsa".to_owned())?;
        let header = Header { kid: Some("rsa".to_owned()), ..Header::new(Algorithm::RS256) };
        let rs256 = jsonwebtoken::encode(&header, &claims(), &EncodingKey::from_rsa_pem(&fs::read(private)?)?)?;
        Ok(Self { jwks: json!({ "keys": [rsa, eddsa.jwk()] }), rs256, eddsa: eddsa.signer(&claims())? })
    }
}

fn claims() -> Claims {
    let now = kernel::Clock::system().now().timestamp();
    Claims {
        iss: ISSUER.to_owned(),
        aud: "plie".to_owned(),
        sub: Id::from_u128(1),
        exp: now + 3_600,
        nbf: now,
        iat: now,
        jti: Id::from_u128(2),
        sujet: Sujet::Utilisateur,
        territoire: TerritoireId::from_u128(3),
        titres: vec![Titre::de(Role::Referent)],
        scopes: vec![],
        sid: None,
    }
}

/// What stands behind every proxy: a small JSON answer, and the keys.
fn serve_upstream(port: u16, jwks: Value) -> Result<(), Box<dyn Error>> {
    let body = json!({ "id": ParticipantId::from_u128(4), "nom": "Diallo", "prenom": "Aminata", "date_naissance": "1984-05-20", "sexe": "F" }).to_string();
    let server = HttpServer::new(move || {
        let (body, jwks) = (body.clone(), jwks.clone());
        App::new()
            .route("/.well-known/jwks.json", web::get().to(move || std::future::ready(HttpResponse::Ok().json(&jwks))))
            .route("/interne/sessions-fermees", web::get().to(async || HttpResponse::Ok().json(json!([]))))
            .default_service(web::to(move || {
                std::future::ready(HttpResponse::Ok().content_type("application/json").body(body.clone()))
            }))
    })
    .workers(1)
    .tcp_nodelay(true)
    .disable_signals()
    .bind(("127.0.0.1", port))?
    .run();
    #[expect(clippy::disallowed_methods, reason = "it runs until the bench ends")]
    tokio::task::spawn(server);
    wait_for_port(port)?;
    Ok(())
}

fn gateway(name: &'static str, token: &str, upstream: u16) -> Result<Proxy, Box<dyn Error>> {
    let (port, management) = (free_port()?, free_port()?);
    let url = format!("http://127.0.0.1:{upstream}");
    let environment = vec![
        ("PLIE_ADRESSE".to_owned(), format!("127.0.0.1:{port}")),
        ("PLIE_ADRESSE_GESTION".to_owned(), format!("127.0.0.1:{management}")),
        ("PLIE_EMETTEUR".to_owned(), ISSUER.to_owned()),
        ("PLIE_ALGORITHMES".to_owned(), "RS256,EdDSA".to_owned()),
        // Nothing listens there: limits are local.
        ("PLIE_REDIS".to_owned(), "redis://127.0.0.1:1/".to_owned()),
        ("PLIE_LIMITE_UTILISATEUR".to_owned(), "1000000000".to_owned()),
        (Peers::variable(Service::Territoires), url.clone()),
        (Peers::variable(Service::Participants), url),
    ];
    let process = Process::start(&binary("gateway")?, ["serve"], environment)?;
    wait_for_port(port)?;
    wait_until_keys(port, token)?;
    Ok(Proxy { name, port, token: token.to_owned(), process })
}

/// The gateway answers 503 until it has read the keys.
fn wait_until_keys(port: u16, token: &str) -> Result<(), Box<dyn Error>> {
    for _ in 0..200 {
        let answer = Command::new("curl")
            .args(["-s", "-o", "/dev/null", "-w", "%{http_code}", "-H", &format!("Authorization: Bearer {token}")])
            .arg(format!("http://127.0.0.1:{port}{PATH}"))
            .output()?;
        if answer.stdout == b"200" {
            return Ok(());
        }
        std::thread::sleep(std::time::Duration::from_millis(25));
    }
    Err("the gateway does not accept the token".into())
}

fn haproxy(directory: &Path, token: &str, upstream: u16) -> Result<Proxy, Box<dyn Error>> {
    let port = free_port()?;
    let key = directory.join("rsa.pub.pem");
    let config = format!(
        "global\n  nbthread 2\ndefaults\n  mode http\n  timeout client 30s\n  timeout server 30s\n  timeout connect 2s\n  option http-keep-alive\n\
         frontend front\n  bind 127.0.0.1:{port}\n\
         \x20 http-request deny deny_status 401 unless {{ req.hdr(authorization) -m found }}\n\
         \x20 http-request set-var(txn.alg) http_auth_bearer,jwt_header_query('$.alg')\n\
         \x20 http-request deny deny_status 401 unless {{ var(txn.alg) -m str RS256 }}\n\
         \x20 http-request deny deny_status 401 unless {{ http_auth_bearer,jwt_payload_query('$.iss') -m str {ISSUER} }}\n\
         \x20 http-request deny deny_status 401 unless {{ http_auth_bearer,jwt_payload_query('$.aud') -m str plie }}\n\
         \x20 http-request set-var(txn.exp) http_auth_bearer,jwt_payload_query('$.exp','int')\n\
         \x20 http-request set-var(txn.now) date()\n\
         \x20 http-request deny deny_status 401 if {{ var(txn.exp),sub(txn.now) -m int lt 0 }}\n\
         \x20 http-request deny deny_status 401 unless {{ http_auth_bearer,jwt_verify(txn.alg,\"{}\") -m int 1 }}\n\
         \x20 default_backend back\nbackend back\n  http-reuse always\n  server up 127.0.0.1:{upstream} pool-max-conn 64\n",
        key.display()
    );
    let file = directory.join("haproxy.cfg");
    fs::write(&file, config)?;
    let process = Process::start("haproxy", ["-db".to_owned(), "-f".to_owned(), file.display().to_string()], vec![])?;
    Ok(Proxy { name: "HAProxy RS256", port, token: token.to_owned(), process })
}

fn nginx(directory: &Path, token: &str, upstream: u16) -> Result<Proxy, Box<dyn Error>> {
    let port = free_port()?;
    let config = format!(
        "daemon off; worker_processes 2; pid {0}/nginx.pid; error_log /dev/null crit;\n\
         events {{ worker_connections 1024; }}\n\
         http {{ access_log off; upstream up {{ server 127.0.0.1:{upstream}; keepalive 64; }}\n\
         client_body_temp_path {0}/b; proxy_temp_path {0}/p; fastcgi_temp_path {0}/f; uwsgi_temp_path {0}/u; scgi_temp_path {0}/s;\n\
         server {{ listen 127.0.0.1:{port}; keepalive_requests 100000000;\n\
         location / {{ proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection \"\"; }} }} }}\n",
        directory.display()
    );
    let file = directory.join("nginx.conf");
    fs::write(&file, config)?;
    let program = if Path::new("/usr/sbin/nginx").exists() { "/usr/sbin/nginx" } else { "nginx" };
    let process = Process::start(program, ["-c".to_owned(), file.display().to_string()], vec![])?;
    Ok(Proxy { name: "nginx without JWT", port, token: token.to_owned(), process })
}
