namespace DeliveryOtp.Domain.Disputes;

/// <summary>Who complains. Who wrote it down is the actor of the journal's entry.</summary>
public enum Complainant
{
    /// <summary>The recipient, on their page or through whoever they told.</summary>
    Recipient,

    /// <summary>The retailer itself: a stock count, a parcel that came back.</summary>
    Retailer,

    /// <summary>Support staff who came upon it while they looked at something else.</summary>
    Support,
}

/// <summary>What a dispute ends with.</summary>
public enum DisputeOutcome
{
    /// <summary>The money goes back.</summary>
    Refund,

    /// <summary>Another parcel is sent.</summary>
    Replacement,

    /// <summary>The claim is refused: it takes more than an accepted code to do so.</summary>
    Rejected,
}

/// <summary>What a decision may rest on.</summary>
public enum Ground
{
    /// <summary>An attempt was accepted. It proves nothing by itself.</summary>
    CodeAccepted,

    /// <summary>The accepted attempt was made inside the fence (R10).</summary>
    InsideGeofence,

    /// <summary>It was made by the courier to whom the delivery was assigned.</summary>
    AssignedCourier,

    /// <summary>It was made on a device that proved to be the courier's.</summary>
    BoundDevice,

    /// <summary>The recipient said that they have it (R19).</summary>
    RecipientReceipt,

    /// <summary>A picture of the hand-over; the record holds none.</summary>
    Photo,

    /// <summary>A signature; the record holds none.</summary>
    Signature,

    /// <summary>No signal was raised on the delivery.</summary>
    NoSignals,

    /// <summary>Something else, and it is said where it is kept.</summary>
    OtherEvidence,
}
