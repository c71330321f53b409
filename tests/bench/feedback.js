// A stopwatch inside the page: from a click to the frame in which its feedback is painted.
// window.feedback(id, text) resolves with milliseconds once, after the next click, a strip of the
// checkpoint `id` holds `text`.
window.feedback = (id, text) => new Promise((resolve, reject) => {
  const status = document.querySelector(`#${id} [role=status]`);
  let begun = null;
  addEventListener("click", (event) => { begun = event.timeStamp; }, { capture: true, once: true });
  const watching = new MutationObserver(() => {
    if (begun === null || !status.textContent.includes(text)) return;
    watching.disconnect();
    // posted in the frame of the mutation, the message comes when the frame is done
    const done = new MessageChannel();
    done.port1.onmessage = () => resolve(performance.now() - begun);
    requestAnimationFrame(() => done.port2.postMessage(null));
  });
  watching.observe(status, { subtree: true, childList: true, characterData: true });
  setTimeout(() => reject(new Error(`no feedback: ${text}`)), 20_000);
});
