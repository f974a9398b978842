// Every answer saves itself a moment after it was changed; what could not be saved is said, kept and tried again.
"use strict";
const words = document.documentElement.lang === "en"
  ? { saving: "Saving…", saved: t => `Saved at ${t}`, offline: "Not saved: no connection. It is tried again every few seconds; leave this page open.", closed: "Not saved: answers are no longer taken here.", long: "Not saved: it is too long.", signed: "Not saved: you were signed out. Sign in in another window, then change something here again.", theirs: (who, at) => `${who || "Somebody"} changed this answer at ${at}. Press “Save and go on” to see both and choose.` }
  : { saving: "正在保存…", saved: t => `${t} 已保存`, offline: "还没保存：网络断了。每隔几秒会再试，请不要关掉这一页。", closed: "没有保存：现在不收答卷了。", long: "没有保存：字数太多。", signed: "没有保存：您已退出登录。请在另一个窗口登录，再在这里改一下。", theirs: (who, at) => `${who || "有人"}在 ${at} 改了这条回答。请按“保存并继续”，看两份再选。` };

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const mark = form.querySelector(".saved");
  let timer = 0, busy = false, again = false, leaving = false, pressed = null, unsaved = false;
  const tell = (text, bad = false) => { mark.textContent = text; mark.classList.toggle("bad", bad); };
  const later = ms => { clearTimeout(timer); timer = setTimeout(save, ms); };

  const send = keepalive => fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-Requested-With": "fetch" }, redirect: "manual", keepalive });

  async function save() {
    if (leaving) return;
    if (busy) { again = true; return; }
    busy = true;
    unsaved = false;
    tell(words.saving);
    try {
      await heard(await send(false));
    } catch { tell(words.offline, true); later(5000); }
    busy = false;
    if (pressed) { again = false; return form.requestSubmit(pressed); }
    if (again) { again = false; later(0); }
  }

  async function heard(reply) {
    if (reply.type === "opaqueredirect") return tell(words.signed, true);
    const told = await reply.json();
    if (reply.ok) { form.elements.base.value = told.version; return tell(words.saved(told.saved)); }
    if (reply.status >= 500) { tell(told.told, true); return later(5000); }
    if (reply.status === 409) return tell(words.theirs(told.by, told.at), true);
    tell(reply.status === 403 ? words.closed : words.long, true);
  }

  form.addEventListener("input", event => { unsaved = true; later(event.target.type === "radio" ? 50 : 900); });
  form.addEventListener("submit", event => {
    clearTimeout(timer);
    if (busy) { event.preventDefault(); pressed = event.submitter; return; } // or one would meet one's own save
    leaving = true;
  });
  addEventListener("pagehide", () => { if (unsaved && !busy && !leaving) { unsaved = false; clearTimeout(timer); send(true).catch(() => {}); } });
  addEventListener("beforeunload", event => { if (!leaving && mark.classList.contains("bad")) event.preventDefault(); });
}
