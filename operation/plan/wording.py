"""Words of SEAGULL's own data that pages show in the reader's language: names, titles and decisions as they are stored.

The data file stays in English, the authoritative language; what stands here goes into the catalogues. A word of
another operation that is not here is shown as it was loaded.
"""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Cambodia"),
    gettext_noop("China"),
    gettext_noop("Lao PDR"),
    gettext_noop("Myanmar"),
    gettext_noop("Thailand"),
    gettext_noop("Viet Nam"),
    gettext_noop("Ministry of Interior of Cambodia"),
    gettext_noop("Ministry of Public Security of China"),
    gettext_noop("Ministry of Public Security of Lao PDR"),
    gettext_noop("Ministry of National Defence of Lao PDR"),
    gettext_noop("Myanmar Police Force"),
    gettext_noop("Royal Thai Police"),
    gettext_noop("Ministry of Public Security of Viet Nam"),
    gettext_noop("LMLECC"),
    gettext_noop("UNODC"),
    gettext_noop("INTERPOL"),
    gettext_noop("Identify main criminal syndicates"),
    gettext_noop("Capture main criminal suspects"),
    gettext_noop("Rescue trapped laborers"),
    gettext_noop("Confiscate criminal assets"),
    gettext_noop("Strengthen border control"),
    gettext_noop("Enhance crime governance and prevention"),
    gettext_noop("Accumulate experience for further joint strikes"),
    gettext_noop("Preparatory meeting held"),
    gettext_noop("Best practices shared and operation kicked off"),
    gettext_noop("Operation launched in six countries"),
    gettext_noop("Execution"),
    gettext_noop("Operation coordinators of the six countries at LMLECC"),
    gettext_noop("Results evaluation"),
    gettext_noop("Preparatory meeting for Joint Operation “Safe Lancang-Mekong”"),
    gettext_noop(
        "Meeting on sharing best practices in crime suppression in the Lancang-Mekong region and kick-off "
        "meeting of Joint Operation SEAGULL"
    ),
    gettext_noop("The six countries share best practices with each other and learn from each other."),
    gettext_noop(
        "The joint operation is launched in the six Lancang-Mekong countries from 7 August to the end of 2024."
    ),
    gettext_noop("The results of the joint operation are evaluated in January 2025."),
    gettext_noop("The six countries send operation coordinators to LMLECC during the joint operation."),
    gettext_noop("Mutual communication and coordination are strengthened."),
    gettext_noop("Intelligence and information exchanges are facilitated."),
    gettext_noop("Cooperation on investigation and fugitive removal is enhanced."),
    gettext_noop("The implementation is supervised."),
    gettext_noop("Over 50 representatives"),
)
