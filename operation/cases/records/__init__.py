"""The index of record types, in the order in which they are listed. A new type is one file here and one line below."""

from operation.cases.records import (  # noqa: F401, I001
    investigation,
    intelligence_report,
    syndicate,
    site,
    suspect,
    rescued_laborer,
    rescue_appeal,
    seized_asset,
    firearm,
    ammunition_lot,
    firearm_part,
    border_activity,
    prevention_activity,
    stop_payment,
    fraud_report,
)
