"""What Streamlit runs for every visitor: the navigation, and the page that was asked for."""

from estimator.ui.navigation import run
from estimator.ui.opening import opened

run(opened())
