namespace DeliveryOtp.Domain.Doorstep;

/// <summary>A courier's request to confirm a delivery with its code.</summary>
public sealed record Attempt : Visit
{
    /// <summary>What was typed, six digits or not. Never stored, never printed.</summary>
    public required PresentedCode Presented { get; init; }
}

/// <summary>Typed characters that may or may not be a code; masked wherever they are printed (R2).</summary>
public sealed class PresentedCode(string typed)
{
    /// <summary>The six digits; null when something else was typed (R12, row 7).</summary>
    public Codes.DeliveryCode? Code { get; } = Codes.DeliveryCode.TryParse(typed, out var code) ? code : null;

    public override string ToString() => "******";
}
