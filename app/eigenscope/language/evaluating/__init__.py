"""From trees and texts to numbers and matrices."""
