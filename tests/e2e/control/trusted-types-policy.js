trustedTypes.createPolicy("mine", { createHTML: (text) => text });
