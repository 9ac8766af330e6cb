"""The line drawings of the pages: 24 × 24, stroked in the colour of the text beside them."""

DISC = '<circle cx="12" cy="12" r="9"/>'

SHAPES: dict[str, str] = {
    # states
    "ok": DISC + '<path d="m8 12 3 3 5-6"/>',
    "work": DISC + '<path class="full" d="M12 3a9 9 0 0 1 0 18Z"/>',
    "clock": DISC + '<path d="M12 7v5l3 2"/>',
    "late": '<path d="M12 3 2 20h20L12 3Z"/><path d="M12 10v4M12 17v.01"/>',
    "idle": '<circle cx="12" cy="12" r="9" stroke-dasharray="3 3.3"/>',
    "query": DISC + '<path d="M9.5 9.5a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.7M12 17v.01"/>',
    "refused": DISC + '<path d="m6 6 12 12"/>',
    "lock": '<rect x="5" y="11" width="14" height="9" rx="1"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
    "info": DISC + '<path d="M12 11v6M12 7v.01"/>',
    # verbs
    "plus": '<path d="M12 5v14M5 12h14"/>',
    "check": '<path d="m5 13 4 4L19 7"/>',
    "x": '<path d="m6 6 12 12M18 6 6 18"/>',
    "pen": '<path d="M4 20h4L19 9l-4-4L4 16v4Z"/>',
    "undo": '<path d="M8 5 4 9l4 4"/><path d="M4 9h10a5 5 0 0 1 0 11h-3"/>',
    "refresh": '<path d="M20 11a8 8 0 0 0-14.5-4L4 9M4 4v5h5M4 13a8 8 0 0 0 14.5 4L20 15M20 20v-5h-5"/>',
    "share": '<path d="M4 12v7h16v-7M12 15V4M8 8l4-4 4 4"/>',
    "download": '<path d="M4 15v5h16v-5M12 4v11M8 11l4 4 4-4"/>',
    "upload": '<path d="M4 15v5h16v-5M12 15V4M8 8l4-4 4 4"/>',
    "copy": '<rect x="8" y="8" width="12" height="12" rx="1"/><path d="M16 8V4H4v12h4"/>',
    "trash": '<path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5"/>',
    "search": '<circle cx="11" cy="11" r="7"/><path d="m20 20-4-4"/>',
    "filter": '<path d="M4 5h16l-6 8v6l-4-2v-4L4 5Z"/>',
    "sign-out": '<path d="M14 4h6v16h-6M4 12h11M8 8l-4 4 4 4"/>',
    "release": '<path d="M4 12 20 4l-5 16-3-7-8-1Z"/>',
    # directions
    "left": '<path d="m15 5-7 7 7 7"/>',
    "right": '<path d="m9 5 7 7-7 7"/>',
    "up": '<path d="m5 15 7-7 7 7"/>',
    "down": '<path d="m5 9 7 7 7-7"/>',
    "menu": '<path d="M4 7h16M4 12h16M4 17h16"/>',
    "external": '<path d="M14 4h6v6M20 4l-9 9M10 5H4v15h15v-6"/>',
    # things
    "person": '<circle cx="12" cy="8" r="4"/><path d="M4 21c.6-4.6 3.6-7 8-7s7.4 2.4 8 7"/>',
    "people": '<circle cx="9" cy="8" r="3.5"/>'
    '<path d="M2.5 20c.5-4 3-6 6.5-6s6 2 6.5 6M16 5a3.5 3.5 0 0 1 0 6.5M18.5 14.5c1.7.9 2.7 2.7 3 5.5"/>',
    "globe": DISC + '<path d="M3 12h18M12 3c5 6 5 12 0 18M12 3c-5 6-5 12 0 18"/>',
    "file": '<path d="M6 3h8l4 4v14H6V3Z"/><path d="M14 3v4h4M9 12h6M9 16h6"/>',
    "note": '<path d="M5 4h14v16H5V4Z"/><path d="M8 9h8M8 13h5"/>',
    "calendar": '<rect x="4" y="5" width="16" height="15" rx="1"/><path d="M4 10h16M8 3v4M16 3v4"/>',
    "history": '<path d="M4 5v5h5"/><path d="M4.5 10a8 8 0 1 1-.3 4"/><path d="M12 8v4l3 2"/>',
    "chart": '<path d="M4 4v16h16M9 16v-4M13 16V8M17 16v-6"/>',
    "flag": '<path d="M6 21V4h12l-3 4 3 4H6"/>',
    "pin": '<path d="M12 21c4.5-5 7-8.3 7-11.3A7 7 0 0 0 5 9.7c0 3 2.5 6.3 7 11.3Z"/><circle cx="12" cy="10" r="2.5"/>',
    "link": '<path d="M10 14a4 4 0 0 0 6 0l3-3a4 4 0 0 0-6-6l-1 1M14 10a4 4 0 0 0-6 0l-3 3a4 4 0 0 0 6 6l1-1"/>',
    "key": '<circle cx="8" cy="15" r="4"/><path d="m11 12 9-9M16 7l3 3"/>',
    "shield": '<path d="M12 3l8 3v6c0 4.5-3.2 7.7-8 9-4.8-1.3-8-4.5-8-9V6l8-3Z"/>',
    "eye-off": '<path d="M4 4l16 16M10 6.2c5-1 8.7 1.8 11 5.8-.7 1.2-1.5 2.3-2.5 3.2M6.5 7.5C5 8.6 3.9 10.2 3 12'
    'c2.5 4.3 6.3 7 11 5.7M10 10a3 3 0 0 0 4 4"/>',
    "flask": '<path d="M9 3h6M10 3v6L4.5 19.5c-.3.8.2 1.5 1 1.5h13c.8 0 1.3-.7 1-1.5L14 9V3M8 14h8"/>',
    "syndicate": '<path d="M12 3l8 4.5v9L12 21l-8-4.5v-9L12 3Z"/><circle cx="12" cy="10.5" r="2"/>'
    '<path d="M8.5 16c.4-2 1.7-3 3.5-3s3.1 1 3.5 3"/>',
    "asset": '<path d="M4 8h16v11H4V8ZM8 8V5h8v3M4 13h16M12 12v2"/>',
    "site": '<path d="M4 21V10l8-6 8 6v11H4Z"/><path d="M9 21v-6h6v6"/>',
    "phone": '<rect x="7" y="3" width="10" height="18" rx="2"/><path d="M11 18h2"/>',
    "account": '<path d="M3 9l9-6 9 6v2H3V9ZM5 11v7M10 11v7M14 11v7M19 11v7M3 21h18"/>',
    "number": '<path d="M9 4 7 20M17 4l-2 16M4 9h16M4 15h16"/>',
}
