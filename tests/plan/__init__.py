"""From the text of an implementation plan to a catalogue and a campaign."""
