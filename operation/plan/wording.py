"""Words of SEAGULL's own data that pages show in the reader's language, as they are stored.

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
    gettext_noop("Joint Operation SEAGULL"),
    gettext_noop("Joint Operation “Safe Lancang-Mekong”"),
    gettext_noop("Mutual consultation and joint governance"),
    gettext_noop(
        "Crackdown on telecom fraud and its related crimes as well as firearms smuggling, as the sub-"
        "operation of Joint Operation “Safe Lancang-Mekong”."
    ),
    gettext_noop(
        "These serious transnational crimes are spreading in the region; no single country is immune from "
        "them or could deal with them independently. The six countries join hands to take coordinated "
        "measures."
    ),
    gettext_noop(
        "The six countries agreed unanimously to launch the five-month operation from 7 August to the end of "
        "2024, and to evaluate its results in January 2025."
    ),
    gettext_noop(
        "To build the Safe Lancang-Mekong Region. The initiative follows the consensus reached during the "
        "Fourth Leaders’ Meeting for the Lancang-Mekong Cooperation, the Five-Year Action Plan for the "
        "Lancang-Mekong Cooperation (2023–2027), and the consensus reached during the preparatory meeting "
        "held by LMLECC in April."
    ),
    gettext_noop("Kunming"),
    gettext_noop(
        "Launches the operation in Cambodia with the other five, shares best practices, sends operation "
        "coordinators to LMLECC."
    ),
    gettext_noop(
        "Launches the operation in China with the other five, shares best practices, sends operation "
        "coordinators to LMLECC."
    ),
    gettext_noop(
        "Launches the operation in Lao PDR with the other five, shares best practices, sends operation "
        "coordinators to LMLECC."
    ),
    gettext_noop(
        "Launches the operation in Myanmar with the other five, shares best practices, sends operation "
        "coordinators to LMLECC."
    ),
    gettext_noop(
        "Launches the operation in Thailand with the other five, shares best practices, sends operation "
        "coordinators to LMLECC."
    ),
    gettext_noop(
        "Launches the operation in Viet Nam with the other five, shares best practices, sends operation "
        "coordinators to LMLECC."
    ),
    gettext_noop(
        "Organises and coordinates the operation, introduced its action plan, receives the operation "
        "coordinators of the six countries."
    ),
    gettext_noop(
        "Promised to provide corresponding support for the operation and to explore the cooperation and "
        "coordination mechanism with other international organizations including LMLECC."
    ),
)
