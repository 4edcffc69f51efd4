/** Ask the browser where the visitor is: for the search box, and for the map. */

const PATIENCE_MS = 10_000;
const LATE = 3;

/**
 * Return what a press on a button does: ask, unless an answer is being waited for.
 *
 * `found` gets the coordinates, however late they come; `say` gets one of the messages.
 */
export function positionAsker(messages, { say, found }) {
  let timer;

  function stopWaiting() {
    clearTimeout(timer);
    timer = undefined;
  }

  function explain({ code }) {
    stopWaiting();
    // Browsers call it a refusal when the page’s address is not secure.
    const { refused, noSignal, late, unavailable } = messages;
    say(isSecureContext ? [refused, noSignal, late][code - 1] : unavailable);
  }

  return () => {
    if (timer) return;
    say(messages.waiting);
    // Some browsers never answer, as when their question is closed.
    timer = setTimeout(() => explain({ code: LATE }), PATIENCE_MS);
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        stopWaiting();
        found(coords);
      },
      explain,
      { timeout: PATIENCE_MS, maximumAge: 60_000 },
    );
  };
}
