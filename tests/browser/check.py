#!/usr/bin/env python3
"""Opens interactive pages in a headless Chromium and uses them as a reader would.

    python3 tests/browser/check.py NETWORK.html [OTHER.html ...]

Search, filters, evidence and path are tried on every page that has people and lines. Nothing may be logged as an error
and no request may leave the file. Exit code 0 if all is well, 1 if not; 0 with a line that says so if there is no
Chromium. Python's standard library only: it talks to the browser through a pipe.
"""
import json, os, shutil, subprocess, sys, tempfile
from pathlib import Path


class Browser:
    def __init__(self, program, profile):
        to_child, self.out = os.pipe()
        self.inp, from_child = os.pipe()

        def wire():
            # The browser reads from 3 and writes to 4; move both out of the way first.
            a, b = os.dup(to_child), os.dup(from_child)
            os.dup2(a, 3)
            os.dup2(b, 4)

        self.child = subprocess.Popen(
            [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--no-first-run", "--disable-background-networking", "--window-size=1200,900",
             f"--user-data-dir={profile}", "--remote-debugging-pipe", "about:blank"],
            preexec_fn=wire, close_fds=False, stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_child)
        os.close(from_child)
        self.buffer, self.number, self.events, self.session = b"", 0, [], None

    def receive(self):
        while b"\0" not in self.buffer:
            chunk = os.read(self.inp, 1 << 16)
            if not chunk:
                raise SystemExit("the browser ended")
            self.buffer += chunk
        message, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(message)

    def call(self, method, **params):
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.receive()
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise SystemExit(f"{method}: {answer['error']}")
                return answer["result"]
            self.events.append(answer)

    def wait(self, method):
        while not any(event.get("method") == method for event in self.events):
            self.events.append(self.receive())

    def ask(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        if "exceptionDetails" in result:
            raise SystemExit(f"{expression}: {result['exceptionDetails']}")
        return result["result"].get("value")


def check(browser, page):
    faults = []

    def expect(what, ok):
        if not ok:
            faults.append(what)

    browser.events.clear()
    browser.call("Page.navigate", url=page.resolve().as_uri())
    browser.wait("Page.loadEventFired")
    ask = browser.ask
    expect("the tools are shown", ask("!document.querySelector('#tools').hidden"))
    names = ask("[...document.querySelectorAll('main [data-node] title')].map(t => t.textContent.split('\\n')[0])")
    expect("there are people", names)
    every = ask("document.querySelectorAll('main [data-edge],main [data-event]').length")
    expect("there are lines", every)
    expect("every line is in the list as text", ask("document.querySelectorAll('details li').length") == every)

    # Search: the name is found and Enter chooses it.
    ask(f"search.value = {json.dumps(names[0].upper())}; search.dispatchEvent(new Event('input'))")
    expect("search finds a name", ask("document.querySelectorAll('.found').length") >= 1)
    ask("search.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))")
    expect("Enter shows the person", ask("document.querySelector('#pane h2').textContent") == names[0])
    expect("others are dimmed", len(names) < 3 or ask("document.querySelectorAll('.dim').length") > 0)
    ask("dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))")
    expect("Escape clears", ask("document.querySelectorAll('.dim').length") == 0)

    # Path: the two ends of the first line that a path may take: a denied meeting is none.
    ends = ask("items.find(item => item.told !== 'denied').actors.slice(0, 2)")
    for end in ends:
        ask(f"people.get({json.dumps(end)}).el.dispatchEvent(new MouseEvent('click', {{bubbles: true}}))")
    expect("a path has sentences", ask("document.querySelectorAll('#pane blockquote').length") > 0)
    expect("a path has steps", ask("document.querySelectorAll('#pane h3').length") >= 1)

    # Keyboard: Enter on a focused person.
    ask("clear(); const first = document.querySelector('main [data-node]'); first.focus();"
        "first.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))")
    expect("the keyboard chooses", ask("document.querySelector('#pane h2').textContent") != "")
    ask("clear()")

    # Filter: without the first answer of the first question fewer lines are left, and they come back.
    if ask("Boolean(document.querySelector('#filters input[type=checkbox]'))"):
        ask("document.querySelector('#filters input[type=checkbox]').click()")
        expect("a filter hides lines", ask("items.filter(i => i.shown).length") < every)
        ask("document.querySelector('#filters input[type=checkbox]').click()")
        expect("lines come back", ask("items.filter(i => i.shown).length") == every)
    if ask("Boolean(document.querySelector('#filters input[type=range]'))"):
        ask("const r = document.querySelectorAll('#filters input[type=range]')[1]; r.value = 0;"
            "r.dispatchEvent(new Event('input'))")
        expect("the slider hides lines", ask("items.filter(i => i.shown).length") < every)
    ask("actions.in()")
    expect("zoom changes the view", ask("view[2] < home[2]"))

    for event in browser.events:
        method, params = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            faults.append(f"exception: {params['exceptionDetails'].get('text')} {params['exceptionDetails'].get('exception', {}).get('description', '')}")
        if method == "Log.entryAdded" and params["entry"]["level"] in ("error", "warning"):
            faults.append(f"log: {params['entry']['text']}")
        if method == "Network.requestWillBeSent" and params["request"]["url"] != page.resolve().as_uri():
            faults.append(f"request: {params['request']['url']}")
    return faults


def main():
    program = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if program is None:
        print("skipped: there is no Chromium")
        return 0
    bad = 0
    # The children of the browser may still write when it has ended; what they leave must not fail the check.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        browser = Browser(program, profile)
        try:
            target = browser.call("Target.createTarget", url="about:blank")["targetId"]
            browser.session = browser.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
            for domain in ("Page", "Runtime", "Log", "Network"):
                browser.call(f"{domain}.enable")
            for page in map(Path, sys.argv[1:]):
                faults = check(browser, page)
                bad += bool(faults)
                print(f"{page.name}: {'; '.join(faults) if faults else 'ok'}")
        finally:
            browser.child.terminate()
            browser.child.wait()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
