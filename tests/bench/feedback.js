// A stopwatch inside the page: from a click to the frame in which its feedback is painted.
// window.feedback(place, text) resolves with milliseconds once, after the next click, the element
// `place` holds `text`: until that is in the document, and until it is painted.
window.feedback = (place, text) => new Promise((resolve, reject) => {
  const status = document.querySelector(place);
  let begun = null;
  addEventListener("click", (event) => { begun = event.timeStamp; }, { capture: true, once: true });
  const watching = new MutationObserver(() => {
    if (begun === null || !status.textContent.includes(text)) return;
    watching.disconnect();
    const there = performance.now() - begun;
    // posted in the frame of the mutation, the message comes when the frame is done
    const done = new MessageChannel();
    done.port1.onmessage = () => resolve([there, performance.now() - begun]);
    requestAnimationFrame(() => done.port2.postMessage(null));
  });
  watching.observe(status, { subtree: true, childList: true, characterData: true });
  setTimeout(() => reject(new Error(`no feedback: ${text}`)), 20_000);
});
