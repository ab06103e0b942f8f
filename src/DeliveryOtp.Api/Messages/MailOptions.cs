using System.Globalization;
using MailKit.Security;

namespace DeliveryOtp.Api.Messages;

/// <summary>What the operator configures under <c>DeliveryOtp:Mail</c>. Without a host there is no mail.</summary>
internal sealed class MailOptions
{
    public const string Section = "DeliveryOtp:Mail";

    /// <summary>The mail server that takes the mails; not set: nobody sends any.</summary>
    public string? Host { get; init; }

    public string Port { get; init; } = "587";

    /// <summary>`starttls`, `tls` (from the first byte on, port 465), or `none`.</summary>
    public string Security { get; init; } = "starttls";

    public string? User { get; init; }

    public string? Password { get; init; }

    /// <summary>The sender, with or without a name.</summary>
    public string? From { get; init; }

    /// <summary>In Development: where mails are kept instead of being sent.</summary>
    public string? Directory { get; init; }

    /// <summary>Mails that one retailer may cause in a day (UTC); 1 or more.</summary>
    public int OfRetailerADay { get; init; } = 20_000;

    /// <summary>Of these, to one address; 1 or more.</summary>
    public int ToAddressADay { get; init; } = 200;

    public bool IsOn => !string.IsNullOrEmpty(Host) || !string.IsNullOrEmpty(Directory);

    /// <summary>1–65535, or 0 if it is none.</summary>
    internal int PortNumber =>
        int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535 ? port : 0;

    /// <summary>Null if it is none of the three. StartTls insists: a server without it gets no mail.</summary>
    internal SecureSocketOptions? SocketSecurity => Security switch
    {
        "starttls" => SecureSocketOptions.StartTls,
        "tls" => SecureSocketOptions.SslOnConnect,
        "none" => SecureSocketOptions.None,
        _ => null,
    };

    public override string ToString() => $"mail through {Host ?? Directory ?? "nobody"}";
}
