"""The pages. With the door and the routes, the only code that knows Streamlit."""
