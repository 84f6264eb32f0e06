namespace SupportSdk.Email.Smtp;

/// <summary>One reply of the server, its lines joined; code 0 where it was no reply at all.</summary>
internal sealed record SmtpReply(int Code, string Text)
{
    public bool Accepts => Code is >= 200 and < 300;

    public bool RefusesForNow => Code is >= 400 and < 500;

    public bool RefusesForGood => Code is >= 500 and < 600;

    public bool Refuses => RefusesForNow || RefusesForGood;
}
