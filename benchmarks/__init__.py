"""The measured promises: what a page costs at a million records, beside what bare Django costs in the same run."""
