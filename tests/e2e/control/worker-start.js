// The policy of the control server allows this one policy, as the site's will for its own workers.
const policy = trustedTypes.createPolicy("control", { createScriptURL: (url) => url });
new Worker(policy.createScriptURL(new URL("worker.js", import.meta.url).href));
