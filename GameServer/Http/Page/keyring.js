// The key that the streams are opened with: asked for in a form, kept in this tab's session storage and nowhere else.
import { byId, say, show } from "./dom.js";

const Slot = "gameserver.key";

export function createKeyring() {
  let asked = null;
  const form = byId("key-form");
  form.addEventListener("submit", event => {
    event.preventDefault();
    const field = byId("key");
    sessionStorage.setItem(Slot, field.value.trim());
    field.value = "";
    asked?.answer();
    asked = null;
    draw();
  });
  byId("forget").addEventListener("click", () => {
    sessionStorage.removeItem(Slot);
    location.reload();
  });

  function draw() {
    show(form, asked !== null);
    show(byId("main"), asked === null);
    show(byId("forget"), sessionStorage.getItem(Slot) !== null && asked === null);
  }

  draw();
  return {
    get current() {
      return sessionStorage.getItem(Slot);
    },

    /** Asks for another key than the refused one; done when there is one. Streams that ask meanwhile wait for the same answer. */
    replace(refused, reason) {
      if (asked === null && sessionStorage.getItem(Slot) !== refused) {
        return Promise.resolve(); // Another stream has asked and was answered.
      }

      if (asked === null) {
        asked = {};
        asked.answered = new Promise(resolve => { asked.answer = resolve; });
        say(byId("key-reason"), refused === null ? "" : reason);
        draw();
        byId("key").focus();
      }

      return asked.answered;
    },
  };
}
