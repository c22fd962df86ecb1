"""Pure rules of cases: no model, no Django."""
