"""Words an answer with a chat model: prompts, calls, what it says as claims; each claim is checked by `grounding`."""
