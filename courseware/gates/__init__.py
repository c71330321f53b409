"""Gates: what opens for whom, and why. Pure: rules and facts in, states and words out."""
