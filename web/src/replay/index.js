export function mountReplays() {}
