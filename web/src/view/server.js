// What the loopback server is asked for.

export const GONE = "The server has ended. Start equipoise view again and open its address.";

/** JSON of a path. The error's message is what the server said, or that it is not there any more. */
export async function get(path) {
  let answer;
  try {
    answer = await fetch(path, { cache: "no-store" });
  } catch {
    throw new Error(GONE);
  }
  if (!answer.ok) throw new Error((await answer.text()).trim() || `status ${answer.status}`);
  return answer.json();
}
