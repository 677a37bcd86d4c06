"""Study and education, the first phase: materials, sessions, attendance, reflections."""
