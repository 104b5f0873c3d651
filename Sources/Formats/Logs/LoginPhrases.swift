/// The phrases in which programs of all kinds say how a log-in ended, in small letters; a blank stands for `_` and `-`, too.
enum LoginPhrases {
    /// A phrase that begins like another stands for it, too: `login fail` for `Login failed` and `login failure`.
    static let failed = [
        "error 401", "unauthorized (401)", "cannot find credential", "credentials not found",
        "no credentials for",
        "authentication fail", "authentication error", "authentication denied", "authentication rejected",
        "authentication unsuccessful", "authentication was not successful", "authentication not allowed", "authentication not permitted",
        "authentication exception", "authentication violation", "authentication invalid", "authentication refused",
        "authentication has failed", "authentication did not succeed",
        "auth fail", "auth error", "authfail", "auth denied", "auth rejected", "auth unsuccessful", "auth not allowed", "auth refused",
        "auth mechanism not supported",
        "authorization failed", "authorization failure", "authorization violation", "authorization error", "authorization denied",
        "access denied", "account not found", "account does not exist", "account is locked", "account locked", "account is disabled",
        "account disabled", "account has been locked", "account has been disabled",
        "badcredentials", "bad password", "bad username", "bad user name", "bad credentials", "bad login", "bad passphrase", "bad auth",
        "bad api key", "bad token",
        "could not authenticate", "could not retrieve user", "could not find user", "could not log in", "could not login",
        "could not verify password", "couldn't authenticate",
        "cannot authenticate", "cannot log in", "can't authenticate", "credentials rejected", "credentials invalid",
        "credentials are invalid", "credentials were rejected", "credentials incorrect", "credentials not valid",
        "credential validation failed", "credentials check failed",
        "denied login", "did not authenticate", "doesn't authenticate", "doesn't match with password",
        "error trying to authenticate", "error authenticating", "error logging in", "error while authenticating", "error during login",
        "error during authentication",
        "failed login", "failed log in", "failed logon", "failed log on", "failed sign in", "failed signin", "failed to log in",
        "failed to login", "failed to log on", "failed to logon", "failed to sign in", "failed to signin", "failed authentication",
        "failed password", "failed to authenticate", "failed auth", "failed user login", "failed user auth", "failed admin login",
        "failed web login", "failed to validate credential", "failed to validate password", "failed to verify password",
        "failed to verify credential", "failed 2fa", "failed mfa", "failed otp", "failed two factor", "failed second factor",
        "failed credential", "failed connection attempt", "failed attempt", "failed passcode", "failure to authenticate",
        "failure to log in",
        "illegal user", "illegal login", "illegal password",
        "invalid password", "invalid user", "invalid login", "invalid logon", "invalid log in", "invalid sign in", "invalid signin",
        "invalid credential", "invalid authentication", "invalid auth", "invalid email or password",
        "invalid email address or password", "invalid admin", "invalid totp", "invalid token", "invalid access token", "invalid api key",
        "invalid api token", "invalid otp", "invalid 2fa", "invalid mfa", "invalid pin", "invalid passcode", "invalid passphrase",
        "invalid account", "invalid name or password", "invalid one time",
        "incorrect password", "incorrect passphrase", "incorrect username", "incorrect user", "incorrect login", "incorrect credential",
        "incorrect email", "incorrect pin", "incorrect otp", "incorrect passcode", "incorrect authentication", "incorrect auth",
        "login fail", "login attempt failed", "login attempt with invalid", "login attempt with wrong", "login attempt with incorrect",
        "login attempt with bad", "login attempt rejected", "login attempt denied", "login attempt blocked", "login incorrect",
        "login denied", "login error", "login rejected", "login refused", "login blocked", "login forbidden", "login not allowed",
        "login not permitted", "login unsuccessful", "login was unsuccessful", "login invalid", "login is incorrect", "log in fail",
        "logon fail", "logon denied", "logon error", "logon attempt failed", "log on fail", "locked out",
        "maximum login attempts", "maximum authentication attempts", "max login attempts", "mfa fail",
        "no such user", "no such account", "no user found", "no matching user", "no account found", "no contact found", "no login found",
        "nonexistent user", "non existent user",
        "no secret found", "no chap secret", "no pap secret", "no password found", "no matching password",
        "non existent login", "nonexistent login", "not logged in", "not a valid user", "not a valid password",
        "otp fail", "otp verification failed", "passcode incorrect", "passcode invalid", "passcode wrong", "passcode mismatch",
        "password mismatch", "password incorrect", "password is incorrect", "password was incorrect", "password is wrong",
        "password was wrong", "password wrong", "password invalid", "password is invalid", "password not valid",
        "password verification failed", "password check failed", "password did not match", "password does not match",
        "password doesn't match", "password didn't match", "password fail", "password error", "password rejected", "password not accepted",
        "passwords do not match", "passwords don't match", "password not match", "password do not match", "password don't match",
        "rejected login", "rejected password", "rejected authentication", "refused login", "refusing login",
        "sign in failed", "sign in failure", "sign in error", "sign on failed", "signin failed", "signin failure", "security violation",
        "tried to login but", "tried to log in but", "too many failed", "too many login", "too many authentication", "too many auth",
        "two factor authentication failed",
        "unable to authenticate", "unable to log in", "unable to login", "unable to sign in", "unable to find an existing account",
        "unable to find user", "unable to find account", "unable to verify password", "unable to validate credential",
        "unauthenticated", "unauthorized login", "unauthorised login", "unauthorized access", "unauthorised access",
        "unauthorized user", "unknown user", "unknown account", "unknown login", "user does not exist", "user doesn't exist",
        "user is disabled", "user is locked", "user is not allowed", "user not found", "user not known", "user not exist",
        "user unknown", "username not found", "username or password is incorrect", "username or password is wrong",
        "wrong password", "wrong passphrase", "wrong passwd", "wrong username", "wrong user", "wrong credential", "wrong login",
        "wrong email", "wrong pin", "wrong otp", "wrong passcode", "wrong token", "wrong api key", "wrong auth",
    ]

    /// The same in the languages that programs speak in which their owners chose one: German, French, Spanish, Portuguese, Italian, Dutch.
    static let failedElsewhere = [
        "anmeldung fehlgeschlagen", "anmeldeversuch fehlgeschlagen", "fehlgeschlagene anmeldung", "fehlgeschlagener anmeldeversuch",
        "fehlgeschlagener login", "fehlerhafter login", "fehlerhafte anmeldung", "login fehlgeschlagen", "falsches passwort",
        "falsches kennwort",
        "ungültige anmeldung", "ungültiges passwort", "ungültiger benutzer",
        "echec de la tentative de connexion", "echec de connexion", "echec de l'authentification", "echec d'authentification",
        "mot de passe incorrect", "mot de passe invalide", "identifiants incorrects", "identifiants invalides", "mauvais mot de passe",
        "connexion refus", "authentification refus", "tentative de connexion échou",
        "inicio de sesión fallido", "intento de inicio de sesión fallido", "error de inicio de sesi", "contraseña incorrecta",
        "autenticación fallida", "fallo de autenticaci", "credenciales incorrectas", "credenciales inv", "acceso denegado",
        "falha de login", "falha no login", "falha na autentica", "falha de autentica", "senha incorreta", "senha inv", "acesso negado",
        "login falhou", "tentativa de login falhou",
        "accesso fallito", "accesso negato", "autenticazione fallita", "credenziali errate", "credenziali non valide", "login fallito",
        "password errata", "tentativo di accesso fallito",
        "mislukte login", "mislukte inlog", "inloggen mislukt", "onjuist wachtwoord", "ongeldig wachtwoord", "verkeerd wachtwoord",
    ]

    static let succeeded = [
        "authentication succe", "authenticated and granted", "authentication was successful", "authenticated successfully", "auth succe",
        "authentication ok",
        "authentication passed", "authentication accepted", "auth ok", "auth accepted", "access granted", "accepted login",
        "accepted password", "accepted authentication",
        "accepted legacy authentication",
        "logged in successfully", "logged in from ", "logged in via ", "logged in with ", "logged in as ", "logged in using ",
        "logged on from ", "login succe", "login ok", "login accepted",
        "login granted", "login was successful", "log in succe", "logon succe", "has logged in", "has logged on", "is now logged in",
        "signed in successfully",
        "successfully authenticated", "successfully authorized", "successfully logged in", "successfully logged on",
        "successfully signed in", "sign in succe", "signin succe",
    ]

    /// Adjectives that count where a word for log-ins follows: `Successful 1FA authentication attempt`.
    static let ofALogin = ["successful", "unsuccessful"]

    /// Beginnings of sentences whose end tells.
    static let toldBehind = [
        "authenticating ", "authentication as ", "authentication of ", "authentication with ",
        "authentication request", "authentication attempt", "authentication of user", "authentication for user",
        "login request", "login attempt", "login of user", "login for ", "login from ", "login by ", "login as ", "login to ",
        "login with ", "login using ", "logon attempt", "logon from ", "logon as ", "logon by ", "log in attempt", "log in as ",
        "log in from ", "log in with ", "password for ", "password of ", "password from ", "sign in as ", "sign in attempt", "sign in by ",
        "sign in for ", "sign in from ", "sign in with ", "credentials for ", "credentials of ",
    ]

    /// How such sentences end.
    static let judgements: [(words: [UInt8], succeeded: Bool)] =
        ["succeeded", "success", "was successful", "accepted", "was granted"].map { (Array($0.utf8), true) }
        + [
            "denied", "failed", "failure", "rejected", "was refused", "was unsuccessful", "was blocked", "blocked", "forbidden", "ignored",
            "not allowed", "refused", "incorrect", "is wrong", "is invalid", "does not match", "doesn't match", "did not match",
            "unsuccessful", "mismatch", "not accepted", "is expired", "has expired",
        ].map { (Array($0.utf8), false) }
}
