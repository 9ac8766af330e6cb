"""Words of the demonstration's plan that reports print in their language, as the files in data/ have them."""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Identify the main syndicates behind telecom fraud in the region"),
    gettext_noop("Disrupt the syndicates on the list of main targets"),
    gettext_noop("Arrest those who lead, run and serve the syndicates"),
    gettext_noop("Capture the main suspects on the list that was frozen at the start"),
    gettext_noop("Release people who are held in sites and forced to work there"),
    gettext_noop("Freeze or seize what the syndicates earned"),
    gettext_noop("Take firearms off the routes across the borders"),
    gettext_noop("Block the numbers, domains and accounts that frauds work with"),
    gettext_noop("Searches along the Thai and Cambodian border"),
    gettext_noop("Hand-over at the border of Yunnan and Shan"),
    gettext_noop("Searches in Preah Sihanouk and Svay Rieng"),
    gettext_noop("River patrols and searches in Bokeo"),
    gettext_noop("First joint action of all six countries"),
    gettext_noop("Searches in Shan and Kayin"),
    gettext_noop("Power and signal cut at the Moei river"),
    gettext_noop("Mule accounts and SIM boxes"),
    gettext_noop("Searches in Banteay Meanchey and Svay Rieng"),
    gettext_noop("Second joint action of all six countries"),
    gettext_noop("Search of the compound at the river"),
    gettext_noop("Search of the second compound"),
    gettext_noop("Offices of an exchange in two countries"),
    gettext_noop("Houses of mule herders"),
    gettext_noop("Lenders who change coins into cash"),
    gettext_noop("House on an island"),
    gettext_noop("Second round of mule herders"),
    gettext_noop("Market day at the landing"),
)
