"""The addresses of allauth that we keep, under our own paths. Those not listed here do not exist."""

from django.urls import path

from groundswell.people.views import accounts, joining

urlpatterns = [
    path("sign-in/", accounts.sign_in, name="account_login"),
    path("sign-out/", accounts.sign_out, name="account_logout"),
    path("sign-up/", joining.sign_up, name="account_signup"),
    path("reset/", accounts.reset, name="account_reset_password"),
    path("reset/code/", accounts.reset_code, name="account_confirm_password_reset_code"),
    path("reset/password/", accounts.reset_password, name="account_complete_password_reset"),
    path("me/password/", accounts.change_password, name="account_change_password"),
    path("me/email/", accounts.change_email, name="account_email"),
    path("me/email/code/", accounts.email_code, name="account_email_verification_sent"),
    path("me/confirm/", accounts.reauthenticate, name="account_reauthenticate"),
]
