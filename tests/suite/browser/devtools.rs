//! A browser, told what to do over its own protocol: as much of it as the tests need.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};
use tempfile::TempDir;

/// A page in a browser of its own.
pub struct Browser {
    process: Child,
    socket: TcpStream,
    next: u64,
    events: VecDeque<Value>,
    /// Removed when the browser is gone.
    _profile: TempDir,
}

impl Browser {
    /// Starts a browser with an empty page.
    pub fn start() -> Browser {
        let profile = tempfile::tempdir().expect("a folder");
        let mut process = Command::new("chromium")
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
            ])
            .args([
                "--disable-background-networking",
                "--remote-debugging-port=0",
            ])
            .arg(format!("--user-data-dir={}", profile.path().display()))
            .arg("about:blank")
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a browser (chromium) is installed");
        let mut said = BufReader::new(process.stderr.take().expect("piped"));
        let mut line = String::new();
        while !line.contains("DevTools listening on") {
            line.clear();
            let read = said.read_line(&mut line).expect("the browser speaks");
            assert_ne!(read, 0, "the browser ends before it listens");
        }
        // Whoever does not read what it says lets it wait some day.
        std::thread::spawn(move || std::io::copy(&mut said, &mut std::io::sink()));
        let address = line.split("ws://").nth(1).expect("an address");
        let host = address.split('/').next().expect("a host").to_owned();
        let socket = connect(&host, &page_of(&host));
        let mut browser = Browser {
            process,
            socket,
            next: 0,
            events: VecDeque::new(),
            _profile: profile,
        };
        for domain in ["Page", "Runtime", "Log", "Network"] {
            browser.ask(&format!("{domain}.enable"), &json!({}));
        }
        browser
    }

    /// Opens a file at a place in it, and waits until it is there.
    pub fn open(&mut self, file: &Path, hash: &str) {
        self.events.clear();
        // The same file at another place would not be loaded again.
        self.ask("Page.navigate", &json!({ "url": "about:blank" }));
        self.wait_for("Page.loadEventFired");
        let url = format!("file://{}#{hash}", file.display());
        self.ask("Page.navigate", &json!({ "url": url }));
        self.wait_for("Page.loadEventFired");
    }

    /// Returns what an expression comes to in the page.
    pub fn value(&mut self, expression: &str) -> Value {
        let answer = self.ask(
            "Runtime.evaluate",
            &json!({ "expression": expression, "returnByValue": true, "awaitPromise": true }),
        );
        assert!(
            answer["exceptionDetails"].is_null(),
            "{expression}: {answer}"
        );
        answer["result"]["value"].clone()
    }

    /// Presses and releases a key.
    pub fn press(&mut self, key: &str) {
        let (code, text) = match key {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            key => panic!("{key} is not known here"),
        };
        for kind in ["keyDown", "keyUp"] {
            let event = json!({
                "type": kind, "key": key, "code": key, "windowsVirtualKeyCode": code, "text": text,
            });
            self.ask("Input.dispatchKeyEvent", &event);
        }
    }

    /// Gives the page a screen.
    pub fn screen(&mut self, width: u32, height: u32, is_dark: bool) {
        let size =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.ask("Emulation.setDeviceMetricsOverride", &size);
        let scheme = if is_dark { "dark" } else { "light" };
        let feature = json!({ "name": "prefers-color-scheme", "value": scheme });
        self.ask(
            "Emulation.setEmulatedMedia",
            &json!({ "features": [feature] }),
        );
    }

    /// Lets no script of a page run, or lets them.
    pub fn scripts(&mut self, allowed: bool) {
        let value = json!({ "value": !allowed });
        self.ask("Emulation.setScriptExecutionDisabled", &value);
    }

    /// Returns how many sheets of paper the page takes.
    pub fn sheets(&mut self) -> usize {
        let paper = json!({ "preferCSSPageSize": true, "printBackground": true });
        let answer = self.ask("Page.printToPDF", &paper);
        let pdf = from_base64(answer["data"].as_str().expect("a PDF"));
        let count = |what: &[u8]| pdf.windows(what.len()).filter(|part| part == &what).count();
        count(b"/Type /Page\n") + count(b"/Type /Page ") + count(b"/Type /Page/")
    }

    /// Returns what the page complained of, and what it fetched from anywhere but the file.
    pub fn complaints(&mut self) -> Vec<String> {
        // Whatever happened until now has been told once this is answered.
        self.value("0");
        let is_complaint = |event: &&Value| match event["method"].as_str() {
            Some(
                "Runtime.exceptionThrown"
                | "Runtime.consoleAPICalled"
                | "Log.entryAdded"
                | "Page.javascriptDialogOpening",
            ) => true,
            Some("Network.requestWillBeSent") => {
                let url = event["params"]["request"]["url"]
                    .as_str()
                    .unwrap_or_default();
                !url.starts_with("file:") && !url.starts_with("about:")
            }
            _ => false,
        };
        self.events
            .iter()
            .filter(is_complaint)
            .map(Value::to_string)
            .collect()
    }

    fn wait_for(&mut self, method: &str) {
        let arrived = |event: &Value| event["method"] == method;
        if let Some(at) = self.events.iter().position(arrived) {
            self.events.remove(at);
            return;
        }
        loop {
            let message = self.hear();
            if arrived(&message) {
                return;
            }
            self.events.push_back(message);
        }
    }

    fn ask(&mut self, method: &str, parameters: &Value) -> Value {
        self.next += 1;
        let number = self.next;
        let message = json!({ "id": number, "method": method, "params": parameters });
        self.say(&message.to_string());
        loop {
            let answer = self.hear();
            if answer["id"] == number {
                assert!(answer["error"].is_null(), "{method}: {answer}");
                return answer["result"].clone();
            }
            self.events.push_back(answer);
        }
    }

    /// Sends a text in a frame of a web socket (RFC 6455), under the mask 0.
    fn say(&mut self, text: &str) {
        let length = text.len();
        let mut frame = vec![0x81];
        match (u8::try_from(length), u16::try_from(length)) {
            (Ok(short), _) if short < 126 => frame.push(0x80 + short),
            (_, Ok(middle)) => {
                frame.push(0x80 + 126);
                frame.extend(middle.to_be_bytes());
            }
            _ => panic!("nothing so long is said"),
        }
        frame.extend([0; 4]);
        frame.extend(text.as_bytes());
        self.socket.write_all(&frame).expect("the browser listens");
    }

    /// Receives a text, whose frames may be several.
    fn hear(&mut self) -> Value {
        let mut text = Vec::new();
        loop {
            let mut head = [0; 2];
            self.socket
                .read_exact(&mut head)
                .expect("the browser answers");
            let length = match head[1] {
                126 => u64::from(u16::from_be_bytes(self.read())),
                127 => u64::from_be_bytes(self.read()),
                short => u64::from(short),
            };
            let mut part = vec![0; usize::try_from(length).expect("it fits")];
            self.socket
                .read_exact(&mut part)
                .expect("the browser answers");
            // What is neither text nor its continuation is about the connection.
            if head[0] & 0x0f <= 1 {
                text.extend(part);
                if head[0] & 0x80 != 0 {
                    return serde_json::from_slice(&text).expect("JSON");
                }
            }
        }
    }

    fn read<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.socket
            .read_exact(&mut bytes)
            .expect("the browser answers");
        bytes
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Returns the way to the page of the browser that listens there.
fn page_of(host: &str) -> String {
    let mut socket = TcpStream::connect(host).expect("the browser listens");
    let request = format!("GET /json/list HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    socket
        .write_all(request.as_bytes())
        .expect("the browser listens");
    let mut text = String::new();
    let mut answer = BufReader::new(socket);
    let mut length = 0;
    loop {
        let mut line = String::new();
        answer.read_line(&mut line).expect("the browser answers");
        if let Some(value) = line.to_lowercase().strip_prefix("content-length:") {
            length = value.trim().parse().expect("a length");
        }
        if line.trim().is_empty() {
            break;
        }
    }
    answer
        .take(length)
        .read_to_string(&mut text)
        .expect("the browser answers");
    let targets: Value = serde_json::from_str(&text).expect("JSON");
    let targets = targets.as_array().expect("targets");
    let page = targets
        .iter()
        .find(|target| target["type"] == "page")
        .expect("a page");
    let address = page["webSocketDebuggerUrl"].as_str().expect("an address");
    address.split(host).nth(1).expect("a way").to_owned()
}

fn connect(host: &str, way: &str) -> TcpStream {
    let mut socket = TcpStream::connect(host).expect("the browser listens");
    socket
        .set_read_timeout(Some(Duration::from_mins(2)))
        .expect("a time to wait");
    let request = format!(
        "GET {way} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    );
    socket
        .write_all(request.as_bytes())
        .expect("the browser listens");
    let mut answer = Vec::new();
    while !answer.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        socket.read_exact(&mut byte).expect("the browser answers");
        answer.extend(byte);
    }
    assert!(
        answer.starts_with(b"HTTP/1.1 101"),
        "{}",
        String::from_utf8_lossy(&answer)
    );
    socket
}

fn from_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut bytes = Vec::new();
    let (mut bits, mut count) = (0_u32, 0);
    for letter in text.bytes() {
        let Some(value) = LETTERS.iter().position(|&other| other == letter) else {
            continue;
        };
        bits = (bits << 6 | u32::try_from(value).expect("small")) & 0x00ff_ffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(((bits >> count) & 0xff).try_into().expect("a byte"));
        }
    }
    bytes
}
