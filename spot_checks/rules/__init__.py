"""Pure rules of spot checks: no model, no Django."""
