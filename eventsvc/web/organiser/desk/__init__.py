"""The desk at the door: who is here, who comes by chance, lists on paper."""
