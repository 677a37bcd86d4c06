"""The campaign: enrolment, launch, phases, closing."""
