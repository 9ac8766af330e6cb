"""Joint investigations: a closed group of agencies, its action days, and one total of what each of them claims."""
