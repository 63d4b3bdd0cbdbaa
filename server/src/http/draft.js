// Keeps what somebody types as a draft: a moment after typing, on leaving a field, and when the page is put
// away. Without a connection it says so, tries again, and asks before the page is left.
const form = document.querySelector("form[data-draft]");
const status = document.querySelector("[data-draft-status]");

if (form && status) {
  const PAUSE = 2000;
  const AGAIN = 5000;
  const fields = () => {
    const sent = new URLSearchParams();
    for (const [name, value] of new FormData(form)) sent.append(name, value);
    return sent;
  };
  const typed = () => {
    const sent = fields();
    sent.delete("revision");
    return sent.toString();
  };
  const say = (word, time = "") => {
    const text = status.dataset[word].replace("{time}", time);
    if (status.textContent !== text) status.textContent = text;
  };
  let kept = typed();
  let running = null;
  let ended = false;
  let timer;

  const later = (pause) => {
    clearTimeout(timer);
    if (!ended) timer = setTimeout(keep, pause);
  };

  async function send(away) {
    const now = typed();
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        headers: { accept: "application/json" },
        body: fields(),
        keepalive: away,
      });
      if (answer.status === 401) {
        say("ended");
        later(AGAIN);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const { state, revision, at } = await answer.json();
      if (state === "kept") {
        form.elements.namedItem("revision").value = revision;
        kept = now;
        say("kept", at);
        if (typed() !== kept) later(PAUSE);
      } else {
        // Somebody else's words are not overwritten.
        ended = true;
        say(state);
      }
    } catch {
      say("failed");
      later(AGAIN);
    }
  }

  function keep(away = false) {
    clearTimeout(timer);
    if (running || ended || typed() === kept) return;
    running = send(away === true).finally(() => {
      running = null;
    });
  }

  form.addEventListener("input", () => later(PAUSE));
  form.addEventListener("change", () => keep());
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") keep(true);
  });
  window.addEventListener("online", () => keep());
  window.addEventListener("beforeunload", (event) => {
    if (!ended && typed() !== kept) event.preventDefault();
  });
  form.addEventListener("submit", async (event) => {
    if (running) {
      // The draft that is on its way has the next number.
      event.preventDefault();
      await running;
      form.requestSubmit(event.submitter);
      return;
    }
    clearTimeout(timer);
    ended = true;
  });
}
