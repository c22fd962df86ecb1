"""Shapes of what core's pages take in."""

from django import forms

from .audit_words import ACTIONS


class LoginForm(forms.Form):
    """Name and password."""

    username = forms.CharField(
        label="用户名",
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )
    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """Six digits of the authenticator app."""

    code = forms.CharField(
        label="六位验证码",
        max_length=9,
        help_text="打开手机上的身份验证器，输入当前显示的六位数字。",
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class UnlockForm(forms.Form):
    """The password of the person whose session is locked."""

    password = forms.CharField(
        label="密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "autofocus": True}),
    )


class PasswordForm(forms.Form):
    """The old password and, twice, the new one."""

    old = forms.CharField(
        label="原密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label="新密码",
        max_length=200,
        strip=False,
        help_text="至少 12 个字符，可用一句话；不能是常见密码、用户名、单位名称，不能与最近五次相同。",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label="再输一遍新密码",
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_again(self) -> str:
        again = self.cleaned_data["again"]
        if again != self.cleaned_data.get("new", again):
            raise forms.ValidationError("两次输入的新密码不一致。")
        return again


class TrailForm(forms.Form):
    """What to look for in the audit trail."""

    chain = forms.CharField(max_length=6, required=False, widget=forms.HiddenInput)
    actor = forms.CharField(label="操作人用户名", max_length=40, required=False)
    action = forms.ChoiceField(label="动作", required=False, choices=lambda: [("", "全部"), *ACTIONS.items()])
    subject = forms.CharField(label="对象编号", max_length=64, required=False)


class CheckForm(forms.Form):
    """A chain to be checked and, where one was written down, a head it must still hold."""

    chain = forms.CharField(max_length=6, widget=forms.HiddenInput)
    anchor = forms.CharField(
        label="以前抄下的链首",
        max_length=100,
        required=False,
        help_text="可不填。填了就一并核对那一条还在不在、改没改过。",
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
