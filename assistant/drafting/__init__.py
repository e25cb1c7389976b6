"""Writers of drafts: each turns evidence into statements that claim quotes; `citing` decides what survives."""
