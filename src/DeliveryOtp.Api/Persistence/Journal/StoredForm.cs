namespace DeliveryOtp.Api.Persistence.Journal;

/// <summary>An entry's content as the journal has it.</summary>
/// <param name="Kind">As <see cref="KindName"/> spells it, or a newer version.</param>
/// <param name="Version">Of the kind's form: 1, 2, …</param>
/// <param name="Detail">JSON.</param>
internal readonly record struct StoredForm(string Kind, short Version, string Detail)
{
    /// <exception cref="System.Text.Json.JsonException">It no longer reads: somebody edited it.</exception>
    public StoredContent Read() => StoredForms.Read(this);
}
