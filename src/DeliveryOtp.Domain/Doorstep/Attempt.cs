using DeliveryOtp.Domain.Places;

namespace DeliveryOtp.Domain.Doorstep;

/// <summary>
/// A courier's request to confirm a delivery, as it came: who, with which digits, where, on what. Everything
/// but the digits is evidence and is stored.
/// </summary>
public sealed record Attempt
{
    public required CourierId Courier { get; init; }

    /// <summary>The token that the courier signed in with (its jti).</summary>
    public required string TokenId { get; init; }

    /// <summary>The address that the request came from; null when unknown.</summary>
    public string? CallerAddress { get; init; }

    /// <summary>What was typed, six digits or not. Never stored, never printed.</summary>
    public required PresentedCode Presented { get; init; }

    /// <summary>Where the device says it is; null when it did not say.</summary>
    public Fix? Fix { get; init; }

    public required Device Device { get; init; }

    public ParcelBarcode? Scan { get; init; }

    /// <summary>When the courier pressed the button, by the device's clock.</summary>
    public required DateTimeOffset CapturedAt { get; init; }
}

/// <summary>Typed characters that may or may not be a code; masked wherever they are printed (R2).</summary>
public sealed class PresentedCode(string typed)
{
    /// <summary>The six digits; null when something else was typed (R12, row 7).</summary>
    public Codes.DeliveryCode? Code { get; } = Codes.DeliveryCode.TryParse(typed, out var code) ? code : null;

    public override string ToString() => "******";
}
