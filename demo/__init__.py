"""The demo county: units, people and two campaigns, made by the same steps as in daily use."""
