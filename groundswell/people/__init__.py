"""Members and the accounts by which they sign in.

A member is whoever can author, be mentioned, be thanked; an account is a way in; an application is
somebody who asked and is not a member yet. Nouns: member, account, application, role, standing,
suspension, claim, visit.
"""
