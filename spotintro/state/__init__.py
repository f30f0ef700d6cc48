"""The small files beside the store: answers, sign-ins, what to put back."""
