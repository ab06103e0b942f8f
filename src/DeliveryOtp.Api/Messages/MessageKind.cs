namespace DeliveryOtp.Api.Messages;

/// <summary>What a mail tells.</summary>
internal enum MessageKind
{
    /// <summary>A courier says that they are at the door.</summary>
    Arrival,

    /// <summary>An attempt with a wrong code, and tries are left.</summary>
    WrongCode,

    /// <summary>An attempt that was refused before digits were compared.</summary>
    Refused,

    /// <summary>A visit that was refused, of a courier who may not deliver this parcel (R18).</summary>
    Stranger,

    Accepted,

    /// <summary>An attempt with a wrong code, and it was the last try.</summary>
    Locked,

    Held,

    Contested,

    /// <summary>The recipient's address is another now: said at the old one.</summary>
    Moved,

    /// <summary>The link once more, since somebody asked for it.</summary>
    Link,
}
