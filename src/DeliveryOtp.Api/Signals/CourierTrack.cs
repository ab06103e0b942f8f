using System.Buffers.Binary;
using System.Text;
using DeliveryOtp.Domain;
using DeliveryOtp.Domain.Places;
using DeliveryOtp.Domain.Signals;

namespace DeliveryOtp.Api.Signals;

/// <summary>
/// What a courier did last, as far as the devices said where: the past that <see cref="HistorySignal"/>s look at, in under two kilobytes.
/// Without the visits that have no fix: they cost nothing and could push all that is telling out of sight.
/// </summary>
/// <remarks>
/// A version, the devices, then the visits, newest first: 45 bytes each, places in microdegrees (0.1 m), times in milliseconds.
/// </remarks>
internal static class CourierTrack
{
    /// <summary>How far back a signal may look.</summary>
    public const int Capacity = 40;

    private const byte Version = 1;
    private const int VisitSize = 45;
    private const double Micro = 1e6;

    public static List<PastVisit> Read(byte[]? stored)
    {
        if (stored is null)
            return [];
        if (stored[0] != Version)
            throw new InvalidDataException("A newer version wrote the courier's last visits.");
        var devices = new DeviceId[stored[1]];
        var at = 2;
        for (var n = 0; n < devices.Length; n++)
        {
            int length = BinaryPrimitives.ReadUInt16LittleEndian(stored.AsSpan(at));
            devices[n] = new DeviceId(Encoding.UTF8.GetString(stored, at + 2, length));
            at += 2 + length;
        }

        List<PastVisit> visits = new(Capacity + 1);
        for (; at < stored.Length; at += VisitSize)
            visits.Add(ReadVisit(stored.AsSpan(at, VisitSize), devices));
        return visits;
    }

    public static byte[] Write(IReadOnlyList<PastVisit> visits)
    {
        var devices = visits.Select(visit => visit.Device).Distinct().ToArray();
        using var stream = new MemoryStream();
        stream.WriteByte(Version);
        stream.WriteByte((byte)devices.Length);
        Span<byte> buffer = stackalloc byte[VisitSize];
        foreach (var device in devices)
        {
            var name = Encoding.UTF8.GetBytes(device.Value);
            BinaryPrimitives.WriteUInt16LittleEndian(buffer, (ushort)name.Length);
            stream.Write(buffer[..2]);
            stream.Write(name);
        }

        foreach (var visit in visits)
        {
            WriteVisit(buffer, visit, (byte)Array.IndexOf(devices, visit.Device));
            stream.Write(buffer);
        }

        return stream.ToArray();
    }

    private static PastVisit ReadVisit(ReadOnlySpan<byte> from, DeviceId[] devices) => new(
        new DeliveryId(new Guid(from[..16])),
        ReadPosition(from[16..]),
        devices[from[44]],
        DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64LittleEndian(from[24..])),
        ReadPosition(from[32..]),
        BinaryPrimitives.ReadSingleLittleEndian(from[40..]) is var accuracy && float.IsNaN(accuracy) ? null : new Metres(accuracy));

    private static void WriteVisit(Span<byte> to, PastVisit visit, byte device)
    {
        visit.DeliveryId.Value.TryWriteBytes(to);
        WritePosition(to[16..], visit.Door);
        BinaryPrimitives.WriteInt64LittleEndian(to[24..], visit.At.ToUnixTimeMilliseconds());
        WritePosition(to[32..], visit.Position!.Value);
        BinaryPrimitives.WriteSingleLittleEndian(to[40..], visit.Accuracy is { } accuracy ? (float)accuracy.Value : float.NaN);
        to[44] = device;
    }

    private static Position ReadPosition(ReadOnlySpan<byte> from) => new(
        BinaryPrimitives.ReadInt32LittleEndian(from) / Micro,
        BinaryPrimitives.ReadInt32LittleEndian(from[4..]) / Micro);

    private static void WritePosition(Span<byte> to, Position position)
    {
        BinaryPrimitives.WriteInt32LittleEndian(to, (int)Math.Round(position.Latitude * Micro));
        BinaryPrimitives.WriteInt32LittleEndian(to[4..], (int)Math.Round(position.Longitude * Micro));
    }
}
