using System.Globalization;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;

namespace SupportSdk.Email.Smtp;

/// <summary>
/// What was said on one connection, reply by reply. What a failure means hangs on this and not on the last exception: a refusal stays one though the connection died right after it.
/// </summary>
/// <remarks>It sees every byte, passwords too, and keeps codes and a bounded part of the server's words only.</remarks>
internal sealed class SmtpConversation : IProtocolLogger
{
    private const int MaxWords = 2000;
    private const int StartMailInput = 354;

    private readonly StringBuilder _line = new();
    private readonly StringBuilder _words = new();
    private int _awaited = 1; // The server speaks first.
    private bool _mailing;
    private bool _takesMail;
    private bool _handedOver;

    IAuthenticationSecretDetector? IProtocolLogger.AuthenticationSecretDetector { get; set; }

    /// <summary>How many replies the mail at hand has had: to MAIL, RCPT, DATA, in this order also where they are pipelined.</summary>
    public int Replies { get; private set; }

    /// <summary>The first refusal of the mail at hand before it was handed over, and the number of replies before it.</summary>
    public (SmtpReply Reply, int Position)? Refusal { get; private set; }

    /// <summary>The first reply after the mail at hand was handed over.</summary>
    public SmtpReply? Answer { get; private set; }

    public void BeginMail()
    {
        (Replies, Refusal, Answer) = (0, null, null);
        (_mailing, _takesMail, _handedOver) = (true, false, false);
    }

    /// <summary>No mail is at hand: a refusal is one of the session, which MailKit may find a way around.</summary>
    public void EndMail() => (_mailing, Refusal, Answer) = (false, null, null);

    public void HandedOver() => _handedOver = true;

    void IProtocolLogger.LogConnect(Uri uri)
    {
    }

    void IProtocolLogger.LogClient(byte[] buffer, int offset, int count)
    {
        if (!_takesMail)
            _awaited += buffer.AsSpan(offset, count).Count((byte)'\n');
    }

    void IProtocolLogger.LogServer(byte[] buffer, int offset, int count)
    {
        foreach (var value in buffer.AsSpan(offset, count))
        {
            if (value == '\n')
                EndLine();
            else if (_line.Length < MaxWords)
                _line.Append((char)value);
        }
    }

    void IDisposable.Dispose()
    {
    }

    private void EndLine()
    {
        var line = Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(_line.ToString().TrimEnd('\r')));
        _line.Clear();
        var coded = line.Length >= 3 && line.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9') is false;
        if (coded && line.Length > 4 && _words.Length < MaxWords)
            _words.Append(_words.Length > 0 ? " " : "").Append(line.AsSpan(4));
        if (coded && line.Length > 3 && line[3] == '-')
            return;

        var reply = new SmtpReply(coded ? int.Parse(line.AsSpan(0, 3), CultureInfo.InvariantCulture) : 0, _words.ToString());
        _words.Clear();
        Take(reply);
    }

    private void Take(SmtpReply reply)
    {
        // A reply to nothing would be taken for the one to the next command, and in the end for the acknowledgement of a mail that the server does not have.
        if (_awaited == 0 || (_takesMail && !_handedOver))
            throw new SmtpProtocolException("It replied before it was asked.");

        _awaited--;
        if (_handedOver)
            Answer = reply;
        else if (_mailing && reply.Refuses)
            Refusal = (reply, Replies);
        else if (_mailing && reply.Code == StartMailInput && Replies == 2)
            (_takesMail, _awaited) = (true, 1);

        // Nothing more is wanted of this session. MailKit would wait for what is pipelined, and for the reply to an RSET.
        if (_mailing && reply.Refuses)
            throw new SmtpProtocolException("The server has refused the mail.");

        Replies++;
    }
}
