"""The one statement that finds kept names by their keys, for the table of the application and for those of a measure.

Of each key at most so many names are looked at; a key that few names have says more than one that many have.
"""

NEAR = """
SELECT n.{key}, n.packed, n.heard FROM (
    SELECT hit.row_id, sum(hit.weight / ln(2.0 + hit.bearers)) AS worth FROM (
        SELECT h.row_id, k.weight, count(*) OVER (PARTITION BY k.key) AS bearers
        FROM unnest({asked}, {weights}, {limits}) AS k(key, weight, at_most)
        CROSS JOIN LATERAL (
            SELECT t.ctid AS row_id FROM {table} t WHERE t.keys @> ARRAY[k.key]{where} LIMIT k.at_most
        ) h
    ) hit GROUP BY hit.row_id ORDER BY worth DESC LIMIT {most}
) best JOIN {table} n ON n.ctid = best.row_id ORDER BY best.worth DESC
"""
