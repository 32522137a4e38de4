"""What the server runs for every visitor.

It stands apart from `pages/`: Streamlit would take a folder of that name beside it for its own.
"""
