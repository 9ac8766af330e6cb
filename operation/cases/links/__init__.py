"""Links between any two records: who belongs to what, who used, owns or works where; and the picture they make."""
